"""Uvicorn waits at shutdown for a request that never ends, and has no limit of time.

Kludex/uvicorn 451. Nothing is cancelled here, and so nobody is wrong about a cancellation: `check` could only say
what still waits.

Culprit: * in never
"""
import asyncio
import faulthandler
import os
import signal

import uvicorn


async def never():
    await asyncio.Event().wait()


async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"first\n", "more_body": True})
    await never()


async def client(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
    await reader.readline()
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.sleep(30)


async def main():
    server = uvicorn.Server(uvicorn.Config(app, port=0, lifespan="off", log_level="error"))
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.05)
    calling = asyncio.create_task(client(server.servers[0].sockets[0].getsockname()[1]))
    await serving
    calling.cancel()


faulthandler.dump_traceback_later(4, exit=True)  # should it hang
asyncio.run(main())
