"""HTTPX on httpcore before 0.18: a cancelled request does not give its connection back, and the pool runs dry.

encode/httpx 1461 and 2139, encode/httpcore 785: the close in `except BaseException` waits, and is cancelled, too.

Culprit: cleanup_interrupted in main
With: httpx==0.24.1 httpcore==0.17.2 anyio==3.7.1 trio==0.22.2
"""
from functools import partial

import httpx
import trio


async def silent(stream):
    await stream.receive_some()
    await trio.sleep_forever()


async def main():
    async with trio.open_nursery() as nursery:
        [listener] = await nursery.start(partial(trio.serve_tcp, silent, 0, host="127.0.0.1"))
        url = f"http://127.0.0.1:{listener.socket.getsockname()[1]}/"
        limits = httpx.Limits(max_connections=1)
        async with httpx.AsyncClient(trust_env=False, limits=limits, timeout=httpx.Timeout(5, pool=1)) as client:
            for limit in 0.5, 2:
                try:
                    with trio.move_on_after(limit):
                        await client.get(url)
                except httpx.PoolTimeout:
                    print("the pool is dry", flush=True)
            nursery.cancel_scope.cancel()


trio.run(main)
