"""HTTPX in a program of AnyIO: the limit of time is around a call that reports its own end inside a shield.

As encode/httpcore 726 weighs in review: to shield a close without a limit can hang a program though it is cancelled.

Culprit: endless_shield in report
"""
import faulthandler

import anyio
import httpx


async def silent(stream):
    async with stream:
        await stream.receive()
        await anyio.sleep_forever()


async def report(client, url):
    with anyio.CancelScope(shield=True):
        await client.post(url, json={"state": "gone"}, timeout=None)


async def work(client, url):
    try:
        await client.get(url, timeout=None)
    finally:
        await report(client, url)


async def main():
    listener = await anyio.create_tcp_listener(local_host="127.0.0.1")
    url = f"http://127.0.0.1:{listener.extra(anyio.abc.SocketAttribute.local_port)}/"
    async with anyio.create_task_group() as group, httpx.AsyncClient(trust_env=False) as client:
        group.start_soon(listener.serve, silent)
        with anyio.move_on_after(1):
            await work(client, url)
        print("given up", flush=True)
        group.cancel_scope.cancel()


faulthandler.dump_traceback_later(4, exit=True)  # should it hang
anyio.run(main)
