"""Events from three threads and a signal handler at once; prints how many there were."""
import signal
import sys
import threading

import scopelab

signals = 0
written = 0
with scopelab.record(sys.argv[1]) as recording:

    def write(count):
        for number in range(count):
            recording.event("logged", text=f"{number}", place=recording.place([("a.py", number % 50 + 1, "f")]))

    def interrupted(signum, frame):
        global signals
        signals += 1
        write(1)

    signal.signal(signal.SIGALRM, interrupted)
    signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
    threads = [threading.Thread(target=write, args=(5000,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for _ in range(10):
        write(1000)
        recording.flush()
    for thread in threads:
        thread.join()
    while not signals:
        write(1)
        written += 1
    signal.setitimer(signal.ITIMER_REAL, 0)
print(20_000 + written + signals)
