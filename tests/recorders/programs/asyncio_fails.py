import asyncio
import sys


async def fails(how):
    await asyncio.sleep(0.001)
    if how == "exit":
        sys.exit(7)
    if how == "interrupt":
        raise KeyboardInterrupt
    if how == "cancel":
        asyncio.current_task().cancel("by itself")
        await asyncio.sleep(1)
    raise ValueError("no number")


async def main(how):
    print("begins", flush=True)
    async with asyncio.timeout(60):
        await fails(how)


asyncio.run(main(sys.argv[1]))
