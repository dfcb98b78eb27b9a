#!/usr/bin/python3
"""Runs exported programs on Trio under a mock clock, and prints what each did as one JSON line.

usage: run_on_trio.py SEED FILE...

SEED 0 makes Trio keep the order of tasks that are ready together; any other number shuffles it.

Debian's Trio is 0.22. What the programs use of 0.34 is brought in here, each with its reason:
 - strict exception groups: 0.34 has them by default, 0.22 by an argument of run()
 - shield= of move_on_after and fail_after, reason= of cancel(): new arguments
 - the exit of a nursery: 0.22 adds the Cancelled of the waiting parent to the group, and has a
   cancellation point where there is nothing to wait for; 0.34 does neither (NU-5, NU-6)
 - start(): what a task raises before it is started leaves it bare, not in a group (ST-2)
 - to_thread.run_sync: threads know no mock clock, so a call waits for its length of virtual time, with
   0.34's rules of when it can be cancelled, and its abandon_on_cancel=
 - time.sleep() of a program that computes: the mock clock jumps
"""
import importlib.util
import json
import random
import sys
import warnings

import outcome
import trio
import trio._core._run as core_run
import trio.testing

warnings.simplefilter("ignore")


# -- what 0.34 has, and 0.22 has not


async def nested_child_finished(self, error):
    if error is not None:
        self._add_exc(error)
    self._nested_child_running = False
    self._check_nursery_closed()
    if not self._closed:

        def aborted(raise_cancel):
            got = outcome.capture(raise_cancel).error
            if not isinstance(got, trio.Cancelled):
                self._add_exc(got)
            return core_run.Abort.FAILED

        self._parent_waiting_in_aexit = True
        await core_run.wait_task_rescheduled(aborted)
    else:
        await core_run.cancel_shielded_checkpoint()
    assert self._parent_task._child_nurseries.pop() is self
    if self._pending_excs:
        return core_run.MultiError(self._pending_excs, _collapse=False)


core_run.Nursery._nested_child_finished = nested_child_finished

plain_cancel = trio.CancelScope.cancel
trio.CancelScope.cancel = lambda self, *, reason=None: plain_cancel(self)


def move_on_after(seconds, *, shield=False):
    return trio.CancelScope(deadline=trio.current_time() + seconds, shield=shield)


class fail_after:
    def __init__(self, seconds, *, shield=False):
        self.scope = move_on_after(seconds, shield=shield)

    def __enter__(self):
        return self.scope.__enter__()

    def __exit__(self, *error):
        left = self.scope.__exit__(*error)
        if self.scope.cancelled_caught:
            raise trio.TooSlowError
        return left


trio.move_on_after = move_on_after
trio.fail_after = fail_after

plain_start = trio.Nursery.start


async def start(self, async_fn, *args, name=None):
    try:
        return await plain_start(self, async_fn, *args, name=name)
    except BaseExceptionGroup as group:
        if len(group.exceptions) != 1:
            raise
        bare = group.exceptions[0]
    context = bare.__context__
    try:
        raise bare
    finally:
        bare.__context__ = context  # raising it here is no news


trio.Nursery.start = start


class Call:
    """A call in a thread, while it runs."""

    def __init__(self):
        self.is_cancelled = False


calls = []


async def run_sync(function, *args, abandon_on_cancel=False):
    if trio.lowlevel.current_task()._cancel_status.effectively_cancelled:
        await trio.lowlevel.checkpoint()  # checkpoint_if_cancelled() asserts that this raises; see CP-5
    await trio.lowlevel.cancel_shielded_checkpoint()  # the token of the limiter
    task = trio.lowlevel.current_task()
    call = Call()
    asks = function.__name__ == "block_and_ask"
    clock = core_run.GLOBAL_RUN_CONTEXT.runner.clock
    begun = trio.current_time()
    error = None
    done = trio.lowlevel.Abort.FAILED
    woken = False

    def wake(result):
        nonlocal woken
        if not woken:
            woken = True
            trio.lowlevel.reschedule(task, result)

    async def thread():
        nonlocal error
        try:
            if asks:
                length, every = args
                moment = begun + every
                while moment < begun + length:
                    await trio.sleep_until(moment)
                    if call.is_cancelled:
                        wake(outcome.Error(cancelled[0]) if cancelled else outcome.Value(None))
                        return
                    moment += every
                await trio.sleep_until(begun + length)
            else:
                await trio.sleep_until(begun + args[0])
            wake(outcome.Value(None))
        except trio.Cancelled:
            raise

    cancelled = []

    def abort(raise_cancel):
        call.is_cancelled = True
        if abandon_on_cancel:
            nonlocal woken
            woken = True
            return trio.lowlevel.Abort.SUCCEEDED
        if asks:
            cancelled.append(outcome.capture(raise_cancel).error)
        return trio.lowlevel.Abort.FAILED

    trio.lowlevel.spawn_system_task(thread, name="<thread>")
    await trio.lowlevel.wait_task_rescheduled(abort)


trio.to_thread.run_sync = run_sync


class Fifo:
    def random(self):
        return 0.1  # Trio reverses what it then takes from the end

    def shuffle(self, items):
        pass


class FakeTime:
    def __init__(self, clock):
        self.clock = clock

    def sleep(self, seconds):
        self.clock.jump(seconds)


class Stuck(Exception):
    pass


plain_autojump = trio.testing.MockClock._autojump


def autojump(self):
    """Notices when nothing will ever happen any more."""
    if core_run.GLOBAL_RUN_CONTEXT.runner.deadlines.next_deadline() == float("inf"):
        raise Stuck
    plain_autojump(self)


trio.testing.MockClock._autojump = autojump


# -- what a program did


def described(error, depth=0):
    if error is None or depth > 40:
        return None
    names = {"TooSlowError": "TimeoutError", "Cancelled": "cancelled"}
    kind = type(error).__name__
    result = {
        "type": names.get(kind, kind.replace("MultiError", "ExceptionGroup")),
        "notes": list(getattr(error, "__notes__", [])),
        "cause": described(error.__cause__, depth + 1),
        "context": described(error.__context__, depth + 1),
    }
    if isinstance(error, BaseExceptionGroup):
        result["type"] = "ExceptionGroup" if isinstance(error, ExceptionGroup) else "BaseExceptionGroup"
        result["message"] = error.message
        result["errors"] = [described(member, depth + 1) for member in error.exceptions]
    else:
        result["message"] = ", ".join(map(str, error.args))
    return result


def only_cancelled(error):
    if isinstance(error, BaseExceptionGroup):
        return all(map(only_cancelled, error.exceptions))
    return isinstance(error, trio.Cancelled)


def run(path, seed):
    core_run._r = Fifo() if seed == 0 else random.Random(seed)
    spec = importlib.util.spec_from_file_location("program", path)
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    clock = trio.testing.MockClock(autojump_threshold=0)
    log = []
    zero = None

    def note(text):
        name = trio.lowlevel.current_task().name.rpartition(".")[2]
        log.append([round((trio.current_time() - zero) * 1000, 6), name, text])

    program.log = note
    program.time = FakeTime(clock)
    result = {"outcome": "ok", "error": None}

    async def main():
        nonlocal zero
        zero = trio.current_time()
        error = None
        try:
            await program.main()
        except BaseException as left:
            error = left
        whole = getattr(program, "entered", {}).get("main")
        if error is not None and not only_cancelled(error):
            result["outcome"] = "error"
        elif error is not None or (whole is not None and whole.cancelled_caught):
            result["outcome"] = "cancelled"
        result["error"] = described(error)

    async def watched():
        task = trio.lowlevel.current_task()
        task.name = "main"
        await main()

    class Watch(trio.abc.Instrument):
        def after_run(self):
            result["elapsed"] = round((clock.current_time() - zero) * 1000, 6)

    try:
        trio.run(watched, clock=clock, strict_exception_groups=True, instruments=[Watch()])
    except trio.TrioInternalError as broken:
        if not isinstance(broken.__cause__, Stuck):
            raise
        return {"outcome": "stuck"}
    result["log"] = log
    return result


for path in sys.argv[2:]:
    try:
        print(json.dumps(run(path, int(sys.argv[1]))), flush=True)
    except BaseException as broken:
        import traceback

        print(json.dumps({"broken": "".join(traceback.format_exception(broken))}), flush=True)
