"""For pytest-asyncio; and tests without a loop."""
import asyncio

import pytest


@pytest.mark.asyncio
async def test_passes():
    await asyncio.sleep(0.001)


@pytest.mark.asyncio
async def test_fails():
    async with asyncio.timeout(0.01):
        await asyncio.sleep(1)


@pytest.mark.asyncio
@pytest.mark.xfail
async def test_fails_as_expected():
    await asyncio.sleep(0.001)
    assert False


@pytest.fixture
async def broken():
    yield
    raise OSError("not cleaned up")


def test_without_a_loop_fails():
    assert False
