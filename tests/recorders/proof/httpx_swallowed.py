"""A client of HTTPX that tries again after every error, the one that its own limit of time makes included.

Culprit: swallowed_cancellation in fetch
"""
import asyncio
import faulthandler

import httpx


async def fetch(client, url):
    for attempt in range(5):
        try:
            return await client.get(url)
        except (httpx.HTTPError, asyncio.CancelledError) as error:
            print(f"{attempt}: {type(error).__name__}", flush=True)


async def silent(reader, writer):
    await reader.read()
    writer.close()


async def main():
    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    async with httpx.AsyncClient(trust_env=False, timeout=0.7) as client:
        async with asyncio.timeout(1):
            await fetch(client, url)
    server.close()


faulthandler.dump_traceback_later(8, exit=True)  # should it hang
asyncio.run(main())
