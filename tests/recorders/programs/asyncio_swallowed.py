import asyncio


async def worker():
    for _ in range(3):
        try:
            await asyncio.sleep(0.01)
        except asyncio.CancelledError:
            print("not now")


async def main():
    async with asyncio.TaskGroup() as group:
        task = group.create_task(worker())
        await asyncio.sleep(0.001)
        task.cancel()
    print("done")


asyncio.run(main())
