"""A fixture of pytest-asyncio holds a TaskGroup around its yield; what fails in it fails unheard, and the fixture waits for ever.

pytest-dev/pytest-asyncio 1083.

Culprit: unheard_error in watch
With: pytest==8.4.2 pytest-asyncio==1.1.0 anyio==4.10.0
"""
import asyncio
import faulthandler
import sys

import pytest
import pytest_asyncio


async def watch():
    await asyncio.sleep(0.1)
    raise LookupError("nobody watches the watch")


async def beat():
    while True:
        await asyncio.sleep(0.05)


@pytest_asyncio.fixture
async def watched():
    async with asyncio.TaskGroup() as group:
        group.create_task(watch())
        group.create_task(beat())
        yield


@pytest.mark.asyncio
async def test_is_long(watched):
    await asyncio.sleep(1)


if __name__ == "__main__":
    faulthandler.dump_traceback_later(6, exit=True)  # should it hang
    sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", __file__]))
