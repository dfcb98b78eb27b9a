"""tenacity is told to try again unless the answer made no sense, and does so after the cancellation.

jd/tenacity 529: what is not of the named type includes a CancelledError.

Culprit: swallowed_cancellation in ask
"""
import asyncio

import httpx
from tenacity import AsyncRetrying, retry_if_not_exception_type, stop_after_attempt, wait_fixed


async def silent(reader, writer):
    await reader.read()
    writer.close()


async def ask(client, url):
    retrying = AsyncRetrying(retry=retry_if_not_exception_type(ValueError), stop=stop_after_attempt(3),
                              wait=wait_fixed(0.1))
    async for attempt in retrying:
        with attempt:
            await client.get(url)


async def main():
    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    async with httpx.AsyncClient(trust_env=False, timeout=0.5) as client:
        asking = asyncio.create_task(ask(client, url), name="ask")
        await asyncio.sleep(0.2)
        asking.cancel()
        await asyncio.wait([asking])
        print(f"cancelled: {asking.cancelled()}", flush=True)
    server.close()


asyncio.run(main())
