"""A fixture of pytest-asyncio enters a scope of AnyIO, and leaves it in another task.

pytest-dev/pytest-asyncio 1191, agronholm/anyio 74 and 345.

Culprit: * in scope
With: pytest==8.4.2 pytest-asyncio==1.1.0 anyio==4.10.0
"""
import sys

import anyio
import pytest
import pytest_asyncio


@pytest_asyncio.fixture
async def scope():
    with anyio.CancelScope() as opened:
        yield opened


@pytest.mark.asyncio
async def test_scope(scope):
    await anyio.sleep(0.1)
    assert not scope.cancel_called


if __name__ == "__main__":
    sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", __file__]))
