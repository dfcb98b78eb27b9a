"""A fixture of AnyIO's plugin holds a task group around its yield; a task in it fails while the test runs.

agronholm/anyio 805: the failure ends the plugin's runner, and what is reported in its place is that a stream is closed.

Culprit: unheard_error in die_soon
With: pytest==8.3.3 anyio==4.6.0
"""
import faulthandler
import sys

import anyio
import pytest


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture
def bell():
    return anyio.Event()


async def die_soon(bell, *, task_status):
    task_status.started()
    await bell.wait()
    raise LookupError("no such thing")


@pytest.fixture
async def service(bell):
    async with anyio.create_task_group() as group:
        await group.start(die_soon, bell)
        yield


@pytest.mark.anyio
async def test_rings(service, bell):
    bell.set()


if __name__ == "__main__":
    faulthandler.dump_traceback_later(6, exit=True)  # should it hang
    sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", __file__]))
