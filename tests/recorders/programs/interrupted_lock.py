"""A cleanup wants a free lock, and is cancelled before it has it."""
import trio


async def give_back(lock, pool):
    async with lock:
        pool.append("connection")


async def request(lock, pool):
    try:
        await trio.sleep(1)
    finally:
        await give_back(lock, pool)


async def main():
    lock, pool = trio.Lock(), []
    with trio.move_on_after(0.01):
        await request(lock, pool)
    print(len(pool))


trio.run(main)
