"""All that a decent program does, with nothing wrong in it."""
import anyio


class Unavailable(Exception):
    pass


async def sleeper():
    await anyio.sleep(60)


async def fails():
    await anyio.sleep(0.001)
    raise Unavailable("now")


async def server(*, task_status=anyio.TASK_STATUS_IGNORED):
    async with anyio.create_task_group() as handlers:
        handlers.start_soon(sleeper)
        task_status.started("ready")
        try:
            await anyio.sleep(60)
        finally:
            with anyio.move_on_after(60, shield=True):
                await anyio.sleep(0.001)


async def produce(send):
    async with send:
        for item in range(4):
            await send.send(item)


async def main():
    with anyio.move_on_after(0.005) as late:
        async with anyio.create_task_group() as group:
            group.start_soon(sleeper)
            group.start_soon(sleeper)
    print("late", late.cancel_called)
    try:
        async with anyio.create_task_group() as group:
            group.start_soon(sleeper)
            group.start_soon(fails)
    except BaseException as exc:
        print("failed", [str(one) for one in getattr(exc, "exceptions", [exc])])
    async with anyio.create_task_group() as group:
        print(await group.start(server))
        group.cancel_scope.cancel()
    try:
        with anyio.fail_after(0.005):
            await anyio.sleep(60)
    except TimeoutError:
        print("too late")
    send, receive = anyio.create_memory_object_stream(1)
    async with anyio.create_task_group() as group:
        group.start_soon(produce, send)
        async with receive:
            print([item async for item in receive])
    lock = anyio.Lock()
    async with lock:
        print(await anyio.to_thread.run_sync(sum, [1, 2]))


anyio.run(main)
