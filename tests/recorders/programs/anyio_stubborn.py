import anyio


async def stubborn():
    for _ in range(300):
        try:
            await anyio.sleep(1)
        except BaseException:  # for once, and for ever
            pass


async def main():
    with anyio.move_on_after(0.005) as limit:
        async with anyio.create_task_group() as group:
            group.start_soon(stubborn)
    print("done", limit.cancel_called)


anyio.run(main)
