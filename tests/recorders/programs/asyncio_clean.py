"""All that a decent program does, with nothing wrong in it."""
import asyncio
import contextlib
import gc
import inspect
import weakref


class Unavailable(Exception):
    pass


async def attempt(number):
    await asyncio.sleep(0.001)
    if number < 2:
        raise Unavailable(f"attempt {number}")
    return number


async def retry():
    for number in range(3):
        try:
            return await attempt(number)
        except Unavailable:
            await asyncio.sleep(0.001)  # waits while it handles one


async def with_cleanup(log):
    try:
        await asyncio.sleep(60)
    finally:
        await asyncio.sleep(0.001)
        log.append("cleaned up")


async def cancels_and_waits(log):
    task = asyncio.create_task(with_cleanup(log), name="cleanup")
    await asyncio.sleep(0.001)
    task.cancel("enough")
    with contextlib.suppress(asyncio.CancelledError):  # of the other task: this one is not cancelled
        await task
    assert task.cancelled() and inspect.iscoroutine(task.get_coro())


async def timeouts(log):
    try:
        async with asyncio.timeout(0.005) as late:
            async with asyncio.timeout(60):
                await with_cleanup(log)
    except TimeoutError:
        log.append(f"late {late.expired()}")
    try:
        await asyncio.wait_for(with_cleanup(log), 0.005)
    except TimeoutError:
        log.append("waited for too long")
    async with asyncio.timeout(60) as moved:
        moved.reschedule(asyncio.get_running_loop().time() + 30)


async def fails(message):
    await asyncio.sleep(0.002)
    raise Unavailable(message)


async def groups(log):
    try:
        async with asyncio.TaskGroup() as outer:
            outer.create_task(with_cleanup(log))
            async with asyncio.TaskGroup() as inner:
                inner.create_task(with_cleanup(log))
                inner.create_task(fails("inner"))
    except* Unavailable as group:
        log.append(f"group {len(group.exceptions)}")
    results = await asyncio.gather(fails("a"), attempt(2), return_exceptions=True)
    log.append(f"gathered {results!r}")
    task = asyncio.create_task(fails("asked"))
    await asyncio.wait([task])
    log.append(repr(task.exception()))


async def shielded(log):
    inner = asyncio.ensure_future(asyncio.shield(attempt(2)))
    await asyncio.sleep(0)
    inner.cancel()
    await asyncio.sleep(0.005)
    log.append(f"shielded {inner.cancelled()}")


async def takes_back(log):
    async def stubborn():
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            asyncio.current_task().uncancel()
        return "went on"

    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0.001)
    task.cancel()
    log.append(await task)


async def consumer(queue, lock, taken):
    while True:
        item = await queue.get()
        async with lock:
            await asyncio.sleep(0)
            taken.append(item)
        queue.task_done()


async def queues(log):
    queue, lock, taken = asyncio.Queue(1), asyncio.Lock(), []
    async with asyncio.TaskGroup() as group:
        consumers = [group.create_task(consumer(queue, lock, taken)) for _ in range(2)]
        for item in range(5):
            await queue.put(item)
        await queue.join()
        for task in consumers:
            task.cancel()
    log.append(f"taken {sorted(taken)}")


async def numbers():
    for number in range(3):
        await asyncio.sleep(0.001)
        yield number


async def nothing_is_kept(log):
    class Thing(Exception):
        pass

    thing = Thing()
    async def raises(what):
        await asyncio.sleep(0)
        raise what

    task = asyncio.create_task(raises(thing))
    try:
        await task
    except Thing:
        pass
    refs = [weakref.ref(thing), weakref.ref(task)]
    del thing, task
    await asyncio.sleep(0.001)
    gc.collect()
    log.append(f"kept {[ref() for ref in refs]}")


async def nothing_leads_back(log):
    class Thing:
        pass

    async def holds(thing):
        async with asyncio.timeout(0.001):
            await asyncio.sleep(60)

    async def limited():
        thing = Thing()
        refs.append(weakref.ref(thing))
        try:
            await holds(thing)
        except TimeoutError:
            pass

    refs = []
    gc.disable()
    await asyncio.create_task(limited())
    log.append(f"leads back {[ref() for ref in refs]}")
    gc.enable()


async def main():
    log = []
    log.append(f"attempt {await retry()}")
    await cancels_and_waits(log)
    await timeouts(log)
    await groups(log)
    await shielded(log)
    await takes_back(log)
    await queues(log)
    await nothing_is_kept(log)
    await nothing_leads_back(log)
    log.append(f"numbers {[number async for number in numbers()]}")
    log.append(f"thread {await asyncio.to_thread(sum, [1, 2])}")
    event = asyncio.Event()
    asyncio.get_running_loop().call_later(0.001, event.set)
    await event.wait()
    assert asyncio.current_task() in asyncio.all_tasks()
    log.append(f"{asyncio.current_task().get_name()} {type(asyncio.current_task()).__name__}")
    print("\n".join(log))


asyncio.run(main())
