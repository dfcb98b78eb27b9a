"""A worker that catches everything, so that it never dies: it does not stop, either."""
import trio


async def worker():
    for _ in range(3):
        try:
            await trio.sleep(10)
        except BaseException:  # and a Cancelled with it
            print("ignored")
    await trio.sleep(10)


async def main():
    with trio.move_on_after(0.05) as limit:
        async with trio.open_nursery() as pool:
            pool.start_soon(worker)
    print(limit.cancelled_caught)


trio.run(main)
