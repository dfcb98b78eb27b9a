"""A program that records itself, if it is asked to; twice, from two threads, and with a child process."""
import os
import sys
import threading

import scopelab
import trio


async def main(text):
    async with trio.open_nursery() as nursery:
        nursery.start_soon(trio.sleep, 0.01)
    print(text)


scopelab.record_if_asked()
thread = threading.Thread(target=trio.run, args=(main, "in a thread"))
thread.start()
thread.join()
child = os.fork()
if not child:
    trio.run(main, "in a child")
    sys.stdout.flush()
    os._exit(0)
os.waitpid(child, 0)
trio.run(main, "at last")
