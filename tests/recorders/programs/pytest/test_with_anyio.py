"""For AnyIO's own plugin, whose tests share a loop."""
import anyio
import pytest


@pytest.fixture(scope="module", params=["asyncio", "trio"])
def anyio_backend(request):
    return request.param


@pytest.fixture(scope="module")
async def server(anyio_backend):
    async with anyio.create_task_group() as group:
        group.start_soon(anyio.sleep_forever, name="server")
        yield group
        group.cancel_scope.cancel()


@pytest.mark.anyio
async def test_passes(server):
    await anyio.sleep(0.001)


@pytest.mark.anyio
@pytest.mark.parametrize("limit", [0.01])
async def test_fails(server, limit):
    with anyio.fail_after(limit):
        await anyio.sleep(1)


@pytest.mark.anyio
async def test_passes_again(server):
    await anyio.sleep(0.001)


@pytest.mark.anyio
async def test_fails_again(server):
    await anyio.sleep(0.001)
    assert False
