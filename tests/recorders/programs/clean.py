"""All that a decent program does, with nothing wrong in it."""
import gc
import weakref

import trio


class Unavailable(Exception):
    pass


async def attempt(number):
    await trio.sleep(0.001)
    if number < 2:
        raise Unavailable(f"attempt {number}")
    return number


async def retry():
    for number in range(3):
        try:
            return await attempt(number)
        except Unavailable:
            await trio.sleep(0.001)  # waits while it handles one


async def failing_with_a_limited_cleanup():
    try:
        raise Unavailable("first")
    finally:
        with trio.move_on_after(0.01):  # absorbs the cancellation: the error goes on
            await trio.sleep(10)


async def server(task_status=trio.TASK_STATUS_IGNORED):
    async with trio.open_nursery() as handlers:
        handlers.start_soon(trio.sleep_forever)
        task_status.started("ready")
        try:
            await trio.sleep_forever()
        finally:
            with trio.CancelScope(deadline=trio.current_time() + 60, shield=True):
                await trio.sleep(0.001)


async def produce(send):
    async with send:
        for item in range(5):
            await send.send(item)


async def consume(receive, lock, taken):
    async for item in receive:
        async with lock:
            await trio.sleep(0.001)
            taken.append(item)


async def echo():
    async def handle(stream):
        async with stream:
            async for data in stream:
                await stream.send_all(data)

    async with trio.open_nursery() as nursery:
        listeners = await nursery.start(trio.serve_tcp, handle, 0)
        port = listeners[0].socket.getsockname()[1]
        stream = await trio.open_tcp_stream("127.0.0.1", port)
        async with stream:
            await stream.send_all(b"hello")
            print(await stream.receive_some(100))
        nursery.cancel_scope.cancel()


async def gc_sees_nothing_kept():
    """Errors and tasks are gone as soon as the program is done with them."""
    class Local(Exception):
        pass

    async def fails():
        raise Local

    try:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(fails)
            task = weakref.ref(next(iter(nursery.child_tasks)))
    except BaseException as exc:
        error = weakref.ref(exc.exceptions[0] if hasattr(exc, "exceptions") else exc)
    await trio.sleep(0.001)
    gc.collect()
    print("kept:", task(), error())


async def main():
    print(await retry())
    try:
        await failing_with_a_limited_cleanup()
    except Unavailable as exc:
        print("heard:", exc)
    taken, lock, limiter = [], trio.Lock(), trio.CapacityLimiter(1)
    await gc_sees_nothing_kept()
    async with trio.open_nursery() as nursery:
        send, receive = trio.open_memory_channel(0)
        nursery.start_soon(produce, send)
        for _ in range(2):
            nursery.start_soon(consume, receive.clone(), lock, taken)
        receive.close()
    print(sorted(taken))
    async with trio.open_nursery() as nursery:
        print(await nursery.start(server))
        nursery.cancel_scope.cancel()
    await echo()
    try:
        with trio.fail_after(0.01):
            await trio.sleep(10)
    except trio.TooSlowError:
        print("too slow")
    try:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(trio.sleep_forever)
            await trio.sleep(0.001)
            raise Unavailable("the body")  # Trio cancels the child while this is handled
    except BaseException:
        print("the body failed")
    print(await trio.to_thread.run_sync(sum, [1, 2], limiter=limiter))
    with trio.move_on_after(10) as outer:
        outer.cancel()
        try:
            await trio.sleep(1)
        except trio.Cancelled:
            print("cleaning up")
            raise
    print("done")


trio.run(main)
