"""Hypercorn on Trio up to 0.14.3: a connection that sends nothing for the read timeout ends the whole server.

pgjones/hypercorn 103: `trio.fail_after` around the read, and nobody who takes its TooSlowError.

Its traceback says it all; nobody is wrong about a cancellation.

Culprit: nobody
With: hypercorn==0.14.3 trio==0.22.2
"""
import hypercorn.config
import hypercorn.trio
import trio


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        for part in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{part}.complete"})


async def main():
    config = hypercorn.config.Config()
    config.bind = ["127.0.0.1:0"]
    config.read_timeout = 1
    config.errorlog = None
    with trio.move_on_after(5):
        async with trio.open_nursery() as nursery:
            async def serve(*, task_status):
                await hypercorn.trio.serve(app, config, shutdown_trigger=trio.sleep_forever, task_status=task_status)
            [url] = await nursery.start(serve)
            stream = await trio.open_tcp_stream("127.0.0.1", int(url.rpartition(":")[2]))
            print("connected, and silent", flush=True)
            await trio.sleep(3)
            await stream.aclose()


trio.run(main)
