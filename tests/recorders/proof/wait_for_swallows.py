"""asyncio.wait_for() before Python 3.12 forgets a cancellation that comes when its result is there already.

python/cpython 86296; FreeOpcUa/opcua-asyncio 1698 had it, and other libraries.

Culprit: swallowed_cancellation in receive
"""
import asyncio


async def receive(queue):
    while True:
        try:
            item = await asyncio.wait_for(queue.get(), 1)
        except asyncio.TimeoutError:
            return
        print(f"got {item}", flush=True)


async def main():
    queue = asyncio.Queue()
    receiving = asyncio.create_task(receive(queue), name="receive")
    await asyncio.sleep(0.2)
    queue.put_nowait("the last")
    await asyncio.sleep(0)  # get() has ended; wait_for() has not been told
    await asyncio.sleep(0)
    receiving.cancel()
    await asyncio.wait([receiving])
    print(f"cancelled: {receiving.cancelled()}", flush=True)


asyncio.run(main())
