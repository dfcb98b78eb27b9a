"""For pytest-trio."""
import pytest
import trio


@pytest.fixture
async def server():
    async with trio.open_nursery() as nursery:
        nursery.start_soon(trio.sleep_forever)
        yield nursery
        nursery.cancel_scope.cancel()


@pytest.mark.trio
async def test_passes(server):
    await trio.sleep(0)


@pytest.mark.trio
async def test_fails(server):
    with trio.move_on_after(0.01):
        await trio.sleep(1)
    assert len(server.child_tasks) == 2
