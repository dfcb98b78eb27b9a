import asyncio


async def worker():
    await asyncio.sleep(60)


async def fails():
    await asyncio.sleep(0.001)
    raise ValueError("no number")


async def main():
    forgotten = asyncio.create_task(worker(), name="forgotten")
    task = asyncio.create_task(worker())
    await asyncio.sleep(0.001)

    task.cancel("enough")
    await asyncio.wait([task])

    try:
        async with asyncio.timeout(0.001) as limit:
            await worker()
    except TimeoutError:
        print("late", limit.expired(), forgotten.done())
    try:
        await asyncio.wait_for(worker(), 0.001)
    except TimeoutError:
        print("late")
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(worker())
            group.create_task(fails())
    except* ValueError:
        print("failed")


asyncio.run(main())
