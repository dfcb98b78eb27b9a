"""A service whose cleanup waits for an answer that never comes, behind a shield without a limit."""
import sys

import trio


class Metrics:
    def __init__(self):
        self.acknowledged = trio.Event()

    async def flush(self):
        with trio.CancelScope(shield=True) as cleanup:
            print("flushing", flush=True)
            await self.acknowledged.wait()


async def push(metrics):
    try:
        await trio.sleep_forever()
    finally:
        await metrics.flush()


async def main():
    metrics = Metrics()
    with trio.move_on_after(0.05):
        async with trio.open_nursery() as services:
            services.start_soon(push, metrics)
            if len(sys.argv) > 1:  # else it hangs
                with trio.CancelScope(shield=True, deadline=trio.current_time() + 60):
                    await trio.sleep(0.2)
                    metrics.acknowledged.set()
    print("stopped")


trio.run(main)
