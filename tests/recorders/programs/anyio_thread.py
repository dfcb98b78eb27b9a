"""A thread is left to its work, in vain: AnyIO waits for it."""
import time

import anyio
import anyio.to_thread


async def main():
    with anyio.move_on_after(0.05) as limit:
        await anyio.to_thread.run_sync(time.sleep, 0.4)
    print(limit.cancel_called)


anyio.run(main)
