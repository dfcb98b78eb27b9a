"""Fails: its traceback and its exit code are the program's."""
import atexit
import sys

import trio

atexit.register(print, "at exit", sys.argv[1:], __name__, __file__.rpartition("/")[2])


async def child():
    raise ValueError("no number")


async def main():
    try:
        await child()
    except ValueError as exc:
        raise LookupError("nothing found") from exc


if __name__ == "__main__":
    if "--exit" in sys.argv:
        trio.run(trio.sleep, 0)
        sys.exit(7)
    trio.run(main)
