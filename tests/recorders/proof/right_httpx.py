"""HTTPX and AnyIO, used as they should be: limits of time that are heeded, and a client that is closed.

Culprit: nobody
"""
import anyio
import httpx


async def silent(stream):
    async with stream:
        await stream.receive()
        await anyio.sleep_forever()


async def main():
    listener = await anyio.create_tcp_listener(local_host="127.0.0.1")
    url = f"http://127.0.0.1:{listener.extra(anyio.abc.SocketAttribute.local_port)}/"
    async with anyio.create_task_group() as group:
        group.start_soon(listener.serve, silent)
        async with httpx.AsyncClient(trust_env=False, timeout=0.5) as client:
            try:
                await client.get(url)
            except httpx.ReadTimeout:
                print("too slow", flush=True)
            with anyio.move_on_after(0.3):
                await client.get(url)
        group.cancel_scope.cancel()


anyio.run(main)
