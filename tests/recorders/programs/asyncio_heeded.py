"""A task that is asked to end, says good-bye and returns: nobody waits for more."""
import asyncio


async def heartbeat():
    try:
        while True:
            await asyncio.sleep(0.01)
    except asyncio.CancelledError:
        print("bye")


async def main():
    beating = asyncio.create_task(heartbeat())
    await asyncio.sleep(0.03)
    beating.cancel()
    await beating
    print("done")


asyncio.run(main())
