import asyncio


async def background():
    await asyncio.sleep(0.001)
    raise OSError("disk full")


async def main():
    asyncio.create_task(background())
    await asyncio.sleep(0.01)
    print("done")


asyncio.run(main())
