"""A client and a server of trio-websocket, both closed in an orderly way.

Culprit: nobody
"""
import trio
import trio_websocket


async def serve(request):
    ws = await request.accept()
    try:
        while True:
            await ws.send_message(await ws.get_message())
    except trio_websocket.ConnectionClosed:
        pass


async def main():
    async with trio.open_nursery() as nursery:
        server = await nursery.start(trio_websocket.serve_websocket, serve, "127.0.0.1", 0, None)
        async with trio_websocket.open_websocket("127.0.0.1", server.port, "/", use_ssl=False) as ws:
            await ws.send_message("hello")
            print(await ws.get_message(), flush=True)
        nursery.cancel_scope.cancel()


trio.run(main)
