import asyncio


async def flush():
    await asyncio.sleep(0.6)


async def worker():
    try:
        await asyncio.sleep(60)
    finally:
        await flush()


async def main():
    task = asyncio.create_task(worker(), name="worker")
    await asyncio.sleep(0.001)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


asyncio.run(main())
