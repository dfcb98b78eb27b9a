import asyncio
import threading


async def holder(lock, semaphore):
    async with lock:
        async with semaphore:
            await asyncio.sleep(60)


async def for_a_lock(lock):
    async with lock:
        pass


async def for_the_semaphore(semaphore):
    async with semaphore:
        pass


async def for_an_event(event):
    await event.wait()


async def for_an_item(queue):
    await queue.get()


async def for_a_thread(let_go):
    await asyncio.to_thread(let_go.wait)


async def sleeps():
    await asyncio.sleep(60)


async def for_a_task(task):
    await task


async def inner():
    await asyncio.sleep(60)


async def waits_at_the_gate():
    async with asyncio.TaskGroup() as group:
        group.create_task(inner())


async def main():
    lock, semaphore, event, queue = asyncio.Lock(), asyncio.Semaphore(1), asyncio.Event(), asyncio.Queue()
    let_go = threading.Event()
    tasks = [asyncio.create_task(holder(lock, semaphore)), asyncio.create_task(sleeps())]
    await asyncio.sleep(0.001)
    for coro in (for_a_lock(lock), for_the_semaphore(semaphore), for_an_event(event), for_an_item(queue),
                 for_a_thread(let_go), for_a_task(tasks[1]), waits_at_the_gate()):
        tasks.append(asyncio.create_task(coro))
    await asyncio.sleep(0.01)
    for task in tasks:
        task.cancel()
    let_go.set()
    await asyncio.wait(tasks)
    print([task.cancelled() for task in tasks])


asyncio.run(main())
