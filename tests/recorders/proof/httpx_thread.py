"""A blocking client of HTTPX in a thread: the limit of time around it is heeded only when the thread has ended.

As in Kludex/uvicorn 1950, where requests in threads are what no timeout reaches.

Culprit: held_cancellation in main
"""
import socket

import anyio
import anyio.to_thread
import httpx


async def main():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        client = httpx.Client(trust_env=False, timeout=3)
        with anyio.move_on_after(0.5):
            try:
                await anyio.to_thread.run_sync(client.get, url)
            except httpx.ReadTimeout:
                print("too slow, says the client", flush=True)
        client.close()


anyio.run(main)
