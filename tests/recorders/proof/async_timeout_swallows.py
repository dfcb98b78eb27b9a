"""async-timeout 3: whoever cancels a task in the round in which its time is over, cancels nothing.

aio-libs/async-timeout 229, aio-libs/aiohttp 5979, redis/redis-py 2551: the cancellation leaves as a TimeoutError, and a
client that tries again after that one goes on.

Culprit: swallowed_cancellation in poll
With: async-timeout==3.0.1
"""
import asyncio
import time

from async_timeout import timeout


async def poll():
    for _ in range(3):
        try:
            async with timeout(0.2):
                await asyncio.sleep(1)
        except asyncio.TimeoutError:
            print("again", flush=True)


async def main():
    polling = asyncio.create_task(poll(), name="poll")
    await asyncio.sleep(0)
    asyncio.get_running_loop().call_later(0.2, polling.cancel)
    await asyncio.sleep(0.1)
    time.sleep(0.2)  # both are due in one round
    await asyncio.wait([polling])
    print(f"cancelled: {polling.cancelled()}", flush=True)


asyncio.run(main())
