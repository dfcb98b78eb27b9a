"""A Trio that lacks what the recorder looks for: as a release may that is not there yet."""
import sys

import trio
from trio._core import _run


class OtherEvent:
    """Has no set()."""


trio._sync.Event = OtherEvent
_run._TaskStatus = None

import scopelab

with scopelab.record(sys.argv[1]):

    async def main():
        with trio.move_on_after(0.01) as limit:
            await trio.sleep(10)
        print(limit.cancelled_caught)

    trio.run(main)
