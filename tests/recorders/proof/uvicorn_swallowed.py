"""Uvicorn cancels the requests that are left when its time for a graceful shutdown is over; one of them goes on.

Kludex/uvicorn 451 and 1950 asked for that limit. It does not help when a handler takes the cancellation for an error.

Culprit: swallowed_cancellation in stream
"""
import asyncio
import faulthandler

import uvicorn


async def stream(send):
    while True:
        try:
            await asyncio.sleep(0.2)
            await send({"type": "http.response.body", "body": b"tick\n", "more_body": True})
        except BaseException:  # meant for clients that are gone
            print("try again", flush=True)


async def app(scope, receive, send):
    assert scope["type"] == "http"
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await stream(send)


async def client(server):
    port = server.servers[0].sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
    await reader.readline()
    server.should_exit = True
    await asyncio.sleep(30)


async def main():
    config = uvicorn.Config(app, port=0, lifespan="off", timeout_graceful_shutdown=1, log_level="error")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.05)
    calling = asyncio.create_task(client(server))
    await serving
    calling.cancel()


faulthandler.dump_traceback_later(5, exit=True)  # should it hang
asyncio.run(main())
