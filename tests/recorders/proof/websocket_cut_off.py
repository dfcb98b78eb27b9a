"""A client of trio-websocket is cancelled: its farewell is, too, and the server is left with an abnormal closure.

python-trio/trio-websocket 96 and 23 are what servers see of such clients.

Culprit: cleanup_interrupted in main
"""
import trio
import trio_websocket


async def serve(request):
    ws = await request.accept()
    try:
        await ws.get_message()
    except trio_websocket.ConnectionClosed as error:
        print(error.reason, flush=True)


async def main():
    async with trio.open_nursery() as nursery:
        server = await nursery.start(trio_websocket.serve_websocket, serve, "127.0.0.1", 0, None)
        with trio.move_on_after(0.3):
            async with trio_websocket.open_websocket("127.0.0.1", server.port, "/", use_ssl=False) as ws:
                await ws.get_message()
        await trio.sleep(0.2)
        nursery.cancel_scope.cancel()


trio.run(main)
