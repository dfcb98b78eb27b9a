"""A task for each kind of wait; main lets them go when all of them wait."""
import trio
import trio.testing


async def holder(lock, limiter):
    async with lock, limiter:
        await trio.sleep(60)


async def for_a_lock(lock):
    async with lock:
        pass


async def for_a_token(limiter):
    async with limiter:
        pass


async def for_an_event(ready):
    await ready.wait()


async def for_an_item(receive):
    async for _ in receive:
        pass


async def slow_to_start(task_status=trio.TASK_STATUS_IGNORED):
    await trio.sleep(60)


async def starter():
    async with trio.open_nursery() as nursery:
        await nursery.start(slow_to_start)


async def waits_at_the_gate():
    async def inner():
        await trio.sleep(60)

    async with trio.open_nursery() as nursery:
        nursery.start_soon(inner)


async def main():
    lock, limiter, ready = trio.Lock(), trio.CapacityLimiter(1), trio.Event()
    send, receive = trio.open_memory_channel(0)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(holder, lock, limiter)
        await trio.testing.wait_all_tasks_blocked()
        nursery.start_soon(for_a_lock, lock)
        nursery.start_soon(for_a_token, limiter)
        nursery.start_soon(for_an_event, ready)
        nursery.start_soon(for_an_item, receive)
        nursery.start_soon(starter)
        nursery.start_soon(waits_at_the_gate)
        await trio.testing.wait_all_tasks_blocked()
        await trio.sleep(0.05)
        nursery.cancel_scope.cancel()


trio.run(main)
