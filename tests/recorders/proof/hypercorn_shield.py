"""Hypercorn on Trio: a request that cleans up in a shield without a deadline outlives the graceful timeout.

As python-trio/trio 147 warns: a shield around a farewell waits for ever when the other side does not answer.

Culprit: endless_shield in flush
"""
import faulthandler

import hypercorn.config
import hypercorn.trio
import trio


async def flush():
    with trio.CancelScope(shield=True):
        await trio.Event().wait()  # an acknowledgement that does not come


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        for part in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{part}.complete"})
        return
    try:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"first\n", "more_body": True})
        await trio.sleep_forever()
    finally:
        await flush()


async def main():
    config = hypercorn.config.Config()
    config.bind = ["127.0.0.1:0"]
    config.graceful_timeout = 0.5
    config.errorlog = None
    stop = trio.Event()
    async with trio.open_nursery() as nursery:
        async def serve(*, task_status):
            await hypercorn.trio.serve(app, config, shutdown_trigger=stop.wait, task_status=task_status)
        [url] = await nursery.start(serve)
        stream = await trio.open_tcp_stream("127.0.0.1", int(url.rpartition(":")[2]))
        await stream.send_all(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
        await stream.receive_some()
        stop.set()


faulthandler.dump_traceback_later(4, exit=True)  # should it hang
trio.run(main)
