"""A client of HTTPX that releases what it booked in `finally`: out of time there, it loses the error that mattered.

Culprit: lost_error in book
"""
import asyncio

import httpx


async def answer(reader, writer):
    request = (await reader.readline()).decode()
    while await reader.readline() != b"\r\n":
        pass
    if request.startswith("GET"):
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nsold out!")
    await writer.drain()  # and nothing to any other request
    await reader.read()
    writer.close()


async def book(client, url):
    try:
        seats = int((await client.get(url)).text)
        print(seats)
    finally:
        await client.post(url, json={"release": True})


async def main():
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    async with httpx.AsyncClient(trust_env=False, headers={"Connection": "close"}) as client:
        try:
            async with asyncio.timeout(1):
                await book(client, url)
        except TimeoutError:
            print("too slow, it seems", flush=True)
    server.close()


asyncio.run(main())
