"""aiohttp-sse before 2.2 swallows the cancellation of whoever waits for the end of a stream of events.

aio-libs/aiohttp-sse 458: the server stops, and the handler goes on with what stands behind the wait.

Culprit: swallowed_cancellation in events
With: aiohttp-sse==2.1.0 aiohttp==3.9.5
"""
import asyncio

from aiohttp import ClientSession, web
from aiohttp_sse import sse_response


async def events(request):
    request.app["handlers"].append(asyncio.current_task())
    async with sse_response(request) as response:
        await response.send("hello")
        await response.wait()
        print("not cancelled, it seems", flush=True)
        await asyncio.sleep(0.2)
    return response


async def main():
    app = web.Application()
    app["handlers"] = []
    app.router.add_get("/", events)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]
    async with ClientSession() as session, session.get(f"http://127.0.0.1:{port}/") as response:
        await response.content.readline()
        app["handlers"][0].cancel()
        await asyncio.sleep(0.5)
    await runner.cleanup()


asyncio.run(main())
