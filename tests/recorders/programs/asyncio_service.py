"""Loses an error in a task that nobody waits for, or does not stop on SIGTERM."""
import asyncio
import signal
import sys


async def fails():
    raise LookupError("nobody waits for this")


async def main():
    if sys.argv[1] == "fails":
        asyncio.create_task(fails())
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, print, "asked to stop")
    await asyncio.sleep(0.01)
    print("runs", flush=True)
    await asyncio.sleep(3600)


def handler(number, frame):
    pass


signal.signal(signal.SIGINT, handler)
assert signal.getsignal(signal.SIGINT) is handler
asyncio.run(main())
