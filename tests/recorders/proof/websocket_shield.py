"""A client of trio-websocket shields its closing handshake; the other side does not shake hands.

The library waits for the handshake without a limit of its own once it is shielded: python-trio/trio-websocket 182 is
one of the ways to get there.

Culprit: endless_shield in leave
"""
import faulthandler

import trio
import trio_websocket
import wsproto
from wsproto.events import AcceptConnection


async def mute(stream):
    """Accepts, and says nothing more."""
    connection = wsproto.WSConnection(wsproto.ConnectionType.SERVER)
    connection.receive_data(await stream.receive_some())
    await stream.send_all(connection.send(AcceptConnection()))
    await trio.sleep(20)


async def leave(ws):
    with trio.CancelScope(shield=True):
        await ws.aclose()


async def main():
    async with trio.open_nursery() as nursery:
        [listener] = await trio.open_tcp_listeners(0, host="127.0.0.1")
        port = listener.socket.getsockname()[1]
        nursery.start_soon(trio.serve_listeners, mute, [listener])
        with trio.move_on_after(1):
            ws = await trio_websocket.connect_websocket(nursery, "127.0.0.1", port, "/", use_ssl=False)
            try:
                await ws.get_message()
            finally:
                await leave(ws)
        nursery.cancel_scope.cancel()


faulthandler.dump_traceback_later(4, exit=True)  # should it hang
trio.run(main)
