"""A stream of Starlette whose client is gone: the generator takes the cancellation for one more error of its source.

sysid/sse-starlette 40: Starlette cancels the task of the response when the client disconnects; the task stays, and so does the request.

Culprit: swallowed_cancellation in prices
"""
import asyncio
import faulthandler

import uvicorn
from starlette.applications import Starlette
from starlette.responses import StreamingResponse
from starlette.routing import Route


async def prices():
    for _ in range(20):
        try:
            await asyncio.sleep(0.1)
            yield b"2.50\n"
        except (Exception, asyncio.CancelledError):
            print("the source has a hiccup", flush=True)


async def stream(request):
    return StreamingResponse(prices())


async def client(server):
    port = server.servers[0].sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
    await reader.readline()
    await asyncio.sleep(0.3)
    writer.close()
    await asyncio.sleep(1)
    server.should_exit = True


async def main():
    app = Starlette(routes=[Route("/", stream)])
    server = uvicorn.Server(uvicorn.Config(app, port=0, lifespan="off", log_level="error"))
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.05)
    calling = asyncio.create_task(client(server))
    await serving
    await calling


faulthandler.dump_traceback_later(7, exit=True)  # should it hang
asyncio.run(main())
