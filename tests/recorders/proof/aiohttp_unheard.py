"""A service of aiohttp starts a task beside its handlers, and forgets it; that task ends, and the service answers on.

Culprit: unheard_error in refresh
"""
import asyncio

from aiohttp import ClientSession, web


async def refresh(app):
    while True:
        await asyncio.sleep(0.1)
        for name, text in app["texts"].items():
            app["prices"][name] = float(text)


async def start(app):
    app["refresh"] = asyncio.create_task(refresh(app))


async def prices(request):
    return web.json_response(request.app["prices"])


async def main():
    app = web.Application()
    app["texts"], app["prices"] = {"bread": "2,50"}, {}
    app.on_startup.append(start)
    app.router.add_get("/", prices)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]
    async with ClientSession() as session:
        for _ in range(3):
            await asyncio.sleep(0.1)
            async with session.get(f"http://127.0.0.1:{port}/") as response:
                print(await response.json(), flush=True)
    await runner.cleanup()


asyncio.run(main())
