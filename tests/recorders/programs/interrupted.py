"""Waits until somebody presses Ctrl+C."""
import sys

import trio
import trio.testing


async def child():
    try:
        await trio.sleep_forever()
    finally:
        sys.stdout.write("child cleans up\n")


async def announce():
    await trio.testing.wait_all_tasks_blocked()
    sys.stdout.write("ready\n")
    sys.stdout.flush()


async def main():
    async with trio.open_nursery() as nursery:
        nursery.start_soon(child)
        nursery.start_soon(announce)
        await trio.sleep_forever()


trio.run(main)
