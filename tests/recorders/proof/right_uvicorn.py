"""Uvicorn with a handler that heeds the end of the time for a graceful shutdown.

Culprit: nobody
"""
import asyncio

import uvicorn


async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"first\n", "more_body": True})
    try:
        await asyncio.Event().wait()
    finally:
        print("cleaned up", flush=True)


async def client(server):
    port = server.servers[0].sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
    await reader.readline()
    server.should_exit = True
    await reader.read()
    writer.close()


async def main():
    config = uvicorn.Config(app, port=0, lifespan="off", timeout_graceful_shutdown=1, log_level="critical")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.05)
    calling = asyncio.create_task(client(server))
    await serving
    await calling


asyncio.run(main())
