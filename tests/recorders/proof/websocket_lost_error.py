"""A client of trio-websocket says good-bye in `finally`; the error that ended it is gone.

Culprit: lost_error in talk
"""
import trio
import trio_websocket


async def serve(request):
    ws = await request.accept()
    await ws.send_message("not a number")
    try:
        await trio.sleep_forever()
    finally:
        pass


async def talk(ws, bell):
    try:
        bell.set()
        print(int(await ws.get_message()))
    finally:
        await trio.sleep(0.5)  # lets what was sent arrive
        await ws.send_message("bye")


async def main():
    async with trio.open_nursery() as nursery:
        server = await nursery.start(trio_websocket.serve_websocket, serve, "127.0.0.1", 0, None)
        bell = trio.Event()
        with trio.move_on_after(0.3):
            async with trio_websocket.open_websocket("127.0.0.1", server.port, "/", use_ssl=False) as ws:
                await talk(ws, bell)
        print("ended", flush=True)
        nursery.cancel_scope.cancel()


trio.run(main)
