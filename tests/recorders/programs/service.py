"""A service: it has what a flight recorder has to know at its start, then works, then does as its first argument says."""
import logging
import signal
import sys

import trio

import scopelab


async def reader(lock, ready):
    async with lock:
        ready.set()
        await trio.sleep_forever()


async def writer(lock):
    async with lock:
        pass


async def flush(flushed):
    try:
        await trio.sleep_forever()
    finally:
        with trio.CancelScope(shield=True):
            await flushed.wait()


async def request(number):
    try:
        with trio.fail_after(0.001):
            await trio.sleep_forever()
    except trio.TooSlowError:
        logging.getLogger("service").warning("request %d is late", number)


async def work():
    """Longer than the recorder keeps events, and looks what is too old."""
    number = 0
    end = trio.current_time() + 1.5
    while trio.current_time() < end:
        number += 1
        async with trio.open_nursery() as nursery:
            for _ in range(3):
                nursery.start_soon(request, number)


async def main():
    lock, ready, flushed = trio.Lock(), trio.Event(), trio.Event()
    with trio.move_on_after(60) as limit:
        async with trio.open_nursery() as services:
            services.start_soon(reader, lock, ready)
            await ready.wait()
            services.start_soon(writer, lock)
            limit.deadline += 60
            with trio.CancelScope() as stopped:
                async with trio.open_nursery() as stoppable:
                    stoppable.start_soon(flush, flushed)
                    await trio.sleep(0.01)
                    if sys.argv[1] == "fail":
                        flushed.set()
                    else:
                        stopped.cancel()
                    with trio.CancelScope(shield=True):
                        await work()
                        if sys.argv[1] == "fail":
                            raise LookupError("no such request")
                        if sys.argv[1] == "dump":
                            recording.dump()
                        print("hangs", flush=True)
                        await trio.sleep_forever()


logging.basicConfig(level="ERROR")
if sys.argv[1] == "own handler":
    signal.signal(signal.SIGUSR1, lambda number, frame: print("own handler", flush=True))
with scopelab.record("a.trace", last=0.3, slow_stop=float(sys.argv[2]) if len(sys.argv) > 2 else None) as recording:
    trio.run(main)
