"""Logs without a handler of its own: Python prints warnings as they are."""
import asyncio
import logging

log = logging.getLogger("disk")


async def main():
    log.debug("nobody wants to know")
    log.warning("disk is %s full", "nearly")
    await asyncio.sleep(0)
    try:
        raise OSError("disk full")
    except OSError:
        log.exception("failed")


asyncio.run(main())
print(logging.getLogger().handlers, log.handlers)
