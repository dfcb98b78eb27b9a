"""A blocking call holds a deadline up."""
import time

import trio


async def report():
    with trio.move_on_after(0.05) as limit:
        await trio.to_thread.run_sync(time.sleep, 0.4)
        await trio.lowlevel.checkpoint()
    print("limit hit" if limit.cancelled_caught else "in time")


trio.run(report)
