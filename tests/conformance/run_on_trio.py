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
And what Python 3.12 has, where Debian's 3.11 runs this:
 - an error that handlers of `except*` raise leaves bare if it is alone, not in a group (gh-103590)
"""
import ast
import json
import random
import sys
import types
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


class LeavesAlone(ast.NodeTransformer):
    """Puts each `except*` into a try that unwraps what handlers raised, if it is one error."""

    count = 0

    def visit_TryStar(self, node):
        self.generic_visit(node)
        LeavesAlone.count += 1
        whole, error, alone, old = (f"{name}_{self.count}" for name in ("_whole", "_error", "_alone", "_old"))
        watched = self.statements(f"try: pass\nexcept BaseException as {error}:\n  {whole} = _traced({error})\n  raise")
        watched[0].body = node.body
        node.body = watched
        outer = self.statements(
            f"{whole} = None\n"
            "try: pass\n"
            f"except BaseExceptionGroup as {error}:\n"
            f"  {alone} = _alone({error}, {whole})\n"
            f"  if {alone} is None: raise\n"
            f"  {old} = {alone}.__context__, {alone}.__traceback__\n"
            f"  try: raise {alone}\n"
            f"  finally: {alone}.__context__, {alone}.__traceback__ = {old}\n"
        )
        outer[1].body = [node]
        outer[1].finalbody = node.finalbody
        node.finalbody = []
        return outer

    @staticmethod
    def statements(text):
        return ast.parse(text).body


def alone(error, whole):
    """The one error that handlers raised; None if `error` is something else. A group that was made to
    hold what they raised was never raised itself, so it has no traceback."""
    if isinstance(whole, BaseExceptionGroup) and not error.__traceback__ and len(error.exceptions) == 1:
        return error.exceptions[0]


def traced(error):
    """With a traceback, which its parts then have, too."""
    try:
        if not error.__traceback__:
            raise error
    except BaseException:
        pass
    return error


def load(path):
    with open(path) as file:
        tree = ast.parse(file.read(), path)
    if sys.version_info < (3, 12):
        tree = ast.fix_missing_locations(LeavesAlone().visit(tree))
    program = types.ModuleType("program")
    program._alone, program._traced = alone, traced
    exec(compile(tree, path, "exec"), program.__dict__)
    return program


# -- what a program did


class Circle(Exception):
    """An error that leads to itself by its cause: where the description of it ends is free."""


def described(error, around=()):
    if error is None:
        return None
    if error in around:
        raise Circle
    around += (error,)
    names = {"TooSlowError": "TimeoutError", "Cancelled": "cancelled"}
    kind = type(error).__name__
    result = {
        "type": names.get(kind, kind.replace("MultiError", "ExceptionGroup")),
        "notes": list(getattr(error, "__notes__", [])),
        "cause": described(error.__cause__, around),
        "context": described(error.__context__, around),
    }
    if isinstance(error, BaseExceptionGroup):
        result["type"] = "ExceptionGroup" if isinstance(error, ExceptionGroup) else "BaseExceptionGroup"
        result["message"] = error.message
        result["errors"] = [described(member, around) for member in error.exceptions]
    else:
        result["message"] = ", ".join(map(str, error.args))
    return result


def only_cancelled(error):
    if isinstance(error, BaseExceptionGroup):
        return all(map(only_cancelled, error.exceptions))
    return isinstance(error, trio.Cancelled)


def run(path, seed):
    core_run._r = Fifo() if seed == 0 else random.Random(seed)
    program = load(path)
    clock = trio.testing.MockClock(autojump_threshold=0)
    log = []
    zero = None
    left = None

    def note(text):
        name = trio.lowlevel.current_task().name.rpartition(".")[2]
        log.append([round((trio.current_time() - zero) * 1000, 6), name, text])

    program.log = note
    program.time = FakeTime(clock)
    result = {"outcome": "ok", "error": None}

    async def main():
        nonlocal zero, left
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
        left = error

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
    try:
        result["error"] = described(left)
    except Circle:
        result["circle"] = True
    return result


for path in sys.argv[2:]:
    try:
        print(json.dumps(run(path, int(sys.argv[1]))), flush=True)
    except BaseException as broken:
        import traceback

        print(json.dumps({"broken": "".join(traceback.format_exception(broken))}), flush=True)
