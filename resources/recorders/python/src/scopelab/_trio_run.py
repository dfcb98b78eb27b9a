"""Trio's tasks: when they come, run, wait, are woken to stop, and end.

Turns that end at once are left out: a wait is written when the loop has nothing else to do, or when something befalls
the task in it."""

from __future__ import annotations

import time
import weakref
from typing import Any, Dict, List, Optional, Tuple

from . import _frames
from ._file import say
from ._recording import Recording
from ._trio_errors import Errors
from ._trio_scopes import Scopes
from ._trio_state import Info
from ._trio_waits import Resources, kind_of_wait

_now = time.perf_counter_ns
_LOOK_EVERY = 20_000_000  # nanoseconds: how long a wait may go unnoticed in a loop that never idles


class Recorder:
    """All runs of Trio in a recording."""

    def __init__(self, recording: Recording, trio: Any, core: Any, outcome_error: Any) -> None:
        self.recording = recording
        self.trio = trio
        self.context = core.GLOBAL_RUN_CONTEXT
        self.outcome_error: Any = outcome_error
        self.cancelled: type = trio.Cancelled
        self.tasks: Dict[int, Info] = {}
        self.errors = Errors(trio.Cancelled)
        self.sees_handled = _frames.can_see_handled()
        self.scopes_of = Scopes(self)
        self.resources = Resources(self)
        self._runs: "weakref.WeakSet[TrioRun]" = weakref.WeakSet()
        self._has_failed = False
        if not self.sees_handled:
            recording.notice("this Python hides which exceptions a waiting task handles: swallowed cancellations and "
                             "errors that are handled are not recorded")

    def failed(self, where: str, exc: Exception) -> None:
        if not self._has_failed:
            self._has_failed = True
            import traceback
            last = traceback.extract_tb(exc.__traceback__)[-1]
            say(f"{where} failed, some events are missing: {exc!r} ({last.filename}:{last.lineno})")

    def current(self) -> Optional[Info]:
        task = getattr(self.context, "task", None)
        return self.tasks.get(id(task)) if task is not None else None

    def current_task(self) -> Optional[Tuple[Recording, int, int]]:
        """The recording of its run, its number, and the event of its turn."""
        info = self.current()
        return (info.run.recording, info.id, info.turn) if info else None

    def begin_run(self, runner: Any) -> None:
        recording = self.recording.for_run(runtime=f"trio {self.trio.__version__}")
        recording.cancellations = self.recording.cancellations
        run = TrioRun(self, recording, runner)
        self._runs.add(run)
        runner.instruments.add_instrument(run)

    def stop(self) -> None:
        for run in list(self._runs):
            run.is_over = True
        self.tasks.clear()

    # Hooks of functions

    def delivering(self, task: Any) -> Optional[Tuple[Info, int]]:
        """A cancellation meets a waiting task."""
        if task._abort_func is None or not task._cancel_status.effectively_cancelled:
            return None
        info = self.tasks.get(id(task))
        request = self.scopes_of.request_of(task._cancel_status) if info else 0
        if not info or not request:
            return None
        if not info.is_written:
            info.run.write_wait(info)
        return info, request

    def delivered(self, known: Optional[Tuple[Info, int]], result: Any, task: Any) -> None:
        if not known:
            return
        info, request = known
        recording = info.run.recording
        scope = self.scopes_of.innermost(task._cancel_status)
        number = scope.number if scope else None
        if task._next_send_fn is not None:
            if info.has_thread:
                info.has_thread = False
                recording.event("thread_abandoned", task=info.id, place=info.place)
            recording.event("cancel_delivered", task=info.id, scope=number, place=info.place, cause=request)
            info.request = request
        elif info.wait not in ("gate", "start"):  # those wait for others that stop
            recording.event("cancel_held", task=info.id, scope=number, place=info.place, cause=request)

    def body_finished(self, nursery: Any, exc: Optional[BaseException] = None) -> None:
        """The body of a nursery is over: what it failed with is the nursery's now."""
        info, scope = self.current(), self.scopes_of.find(nursery.cancel_scope)
        if info and scope:
            if exc is not None or info.flying or info.is_stopping:
                self.errors.at_boundary(info, exc, scope.around, scope.was_stopping)
            info.flying = dict.fromkeys(scope.around)
            info.is_stopping = scope.was_stopping
            info.settle()

    def task_exiting(self, runner: Any, task: Any, outcome: Any) -> Optional[Info]:
        info = self.tasks.get(id(task))
        if info:
            info.run.write_exit(info, outcome.error if type(outcome) is self.outcome_error else None)
        return info

    def task_exited(self, info: Optional[Info], result: Any, runner: Any, task: Any, outcome: Any) -> None:
        self.tasks.pop(id(task), None)
        if info:
            info.run.exit = 0

    def interrupted(self, runner: Any) -> None:
        """Ctrl+C; in a signal handler."""
        for run in self._runs:
            if run.runner() is runner:
                run.recording.event("operator_acted", action="cancel", target="Ctrl+C")


class TrioRun:
    """One call of trio.run(), as an Instrument. Methods without underscore are called by Trio."""

    def __init__(self, recorder: Recorder, recording: Recording, runner: Any) -> None:
        self.recorder = recorder
        self.recording = recording
        self.runner = weakref.ref(runner)
        self._tasks, self._outcome_error = recorder.tasks, recorder.outcome_error  # for each step
        self.is_over = False
        self.task_count = 0
        self.scope_count = 0
        self.main: Optional[Any] = None
        self.main_outcome: Optional[BaseException] = None
        self.exit = 0  # the event of the task that ends now
        self._stepped: Dict[int, Info] = {}
        self._looked = 0
        self._names: Dict[Tuple[str, str, int], Tuple[str, int]] = {}
        self._counts: Dict[str, int] = {}
        self._zero = 0.0

    # The clock

    def before_run(self) -> None:
        clock = self._runner().clock
        if type(clock).__name__ == "MockClock":
            zero = clock.current_time()
            self.recording.now = lambda: round((clock.current_time() - zero) * 1e9)
            if self.recording.file.header is not None:
                self.recording.file.header["clock"] = "virtual"

    def ns(self, deadline: float) -> Optional[int]:
        """A deadline of Trio's as a time of the run; None: never."""
        if deadline == float("inf"):
            return None
        return max(0, int(min(deadline - self._zero, 4e9) * 1e9))

    def _runner(self) -> Any:
        runner = self.runner()
        assert runner is not None
        return runner

    # Tasks

    def task_spawned(self, task: Any) -> None:
        try:
            self._task_spawned(task)
        except Exception as exc:
            self.recorder.failed("task_spawned", exc)

    def _task_spawned(self, task: Any) -> None:
        runner, nursery = self._runner(), task.parent_nursery
        if nursery is None:  # Trio's own outermost task
            self._zero = runner.clock.current_time() - self.recording.now() / 1e9
            return
        if task.name == "<TrioToken.run_sync_soon task>" or self.is_over:
            return
        recorder, recording = self.recorder, self.recording
        parent = recorder.current()
        self.task_count += 1
        info = recorder.tasks[id(task)] = Info(self, task, self.task_count)
        role, scope = None, recorder.scopes_of.find(nursery.cancel_scope)
        if self.main is None:
            self.main, role = weakref.ref(task), "main"
        elif nursery is runner.system_nursery:
            role = "system"
        number = self._name(task)
        info.turn = recording.event(
            "task_spawned", task=info.id, role=role, scope=scope.number if scope else None,
            spawner=parent.id if parent else None, name=number, place=recording.place(_frames.running(3)) or None,
            cause=parent.turn if parent else None)

    def _name(self, task: Any) -> int:
        """The number of its name: short, and each once."""
        code = getattr(task.coro, "cr_code", None)
        key = (task.name, code.co_filename if code else "", code.co_firstlineno if code else 0)
        known = self._names.get(key)
        if known is None:
            place = 0
            if code is not None and _frames.rank(code.co_filename):
                place = self.recording.place([(code.co_filename, code.co_firstlineno, task.coro.__qualname__)])
            short = task.name.rpartition("<locals>.")[2]
            if short.startswith("__main__."):
                short = short[9:]
            elif short.count(".") > 1:  # package.module.Class.method
                short = ".".join(short.split(".")[-2:])
            known = self._names[key] = (short, place)
        count = self._counts[known[0]] = self._counts.get(known[0], 0) + 1
        name = known[0] if count == 1 else f"{known[0]}#{count}"
        return self.recording.name(name, "task", known[1], is_used_once=count > 1)

    # Turns

    def before_task_step(self, task: Any) -> None:
        info = self._tasks.get(id(task))
        if info is None:
            return
        self._stepped[info.id] = info
        if info.is_quiet and type(task._next_send) is not self._outcome_error:
            return
        try:
            self._step(info, task)
        except Exception as exc:
            self.recorder.failed("before_task_step", exc)

    def _step(self, info: Info, task: Any) -> None:
        recording, sent = self.recording, task._next_send
        if info.is_started and not info.is_written:
            if not (info.is_stopping or info.flying or info.request or type(sent) is self.recorder.outcome_error):
                info.settle()
                return
            self.write_wait(info)
        request = 0
        if type(sent) is self.recorder.outcome_error and isinstance(sent.error, self.recorder.cancelled):
            request = info.request or self.recorder.scopes_of.request_of(task._cancel_status)
        if info.has_thread:
            info.has_thread = False
            recording.event("thread_returned", task=info.id, place=info.place)
        if request:
            info.turn = recording.event("task_stopping", task=info.id, place=info.place, cause=request)
            info.is_stopping = True
        else:
            is_first = not info.is_started
            info.turn = recording.event("task_resumed", task=info.id, place=info.place,
                                        cause=info.cause or (info.turn if is_first else None),
                                        is_first=True if is_first else None)
            if is_first:
                self._tell_start(info, task)
        info.cause = info.request = 0
        info.is_started, info.is_written = True, False
        info.settle()

    def _tell_start(self, info: Info, task: Any) -> None:
        """A task that comes up in start(): who waits for it there?"""
        target = getattr(task, "_eventual_parent_nursery", None)
        scopes = self.recorder.scopes_of
        parent = self.recorder.tasks.get(id(task.parent_nursery.parent_task)) if target is not None else None
        group = scopes.find(target.cancel_scope) if target is not None else None
        if parent and group:
            self.recording.event("task_starting", task=parent.id, started=info.id, group=group.number, cause=info.turn)

    def write_wait(self, info: Info) -> None:
        """Says where the task waits, and for what; and what became of the errors it had."""
        recording, task = self.recording, info.task
        chain = list(_frames.awaits(task.coro))
        frames, count = _frames.waiting(chain)
        info.place = recording.place(frames)
        inner = chain[count:] or chain[-1:]
        wait = kind_of_wait([getattr(coro, "__qualname__", "") for coro, _, _ in inner])
        if self.recorder.sees_handled and wait != "thread":  # which may have its exception from here
            handled: List[BaseException] = []
            for coro, _, code in chain:
                # Trio's own functions handle what is theirs, unless something is on its way.
                if info.is_stopping or info.flying or _frames.rank(code.co_filename):
                    exc = _frames.handled_in(coro)
                    if exc is not None:
                        handled.append(exc)
            if handled or info.flying or info.is_stopping:
                self.recorder.errors.at_wait(info, handled)
        gate = resource = until = None
        if wait == "sleep":
            until = info.until
        elif wait == "gate":
            nurseries = task.child_nurseries
            scope = self.recorder.scopes_of.find(nurseries[-1].cancel_scope) if nurseries else None
            gate = scope.number if scope else None
        elif wait == "thread":
            if not info.has_thread:
                info.has_thread = True
                recording.event("thread_borrowed", task=info.id, place=info.place, cause=info.turn)
        else:
            resource = self.recorder.resources.awaited(info, wait, inner)
        info.wait = wait
        info.is_written = True
        recording.event("task_suspended", task=info.id, place=info.place, cause=info.turn, wait=wait, until=until,
                        gate=gate, resource=resource)
        info.settle()

    def before_io_wait(self, timeout: float) -> None:
        now = _now()
        if timeout <= 0 and now - self._looked < _LOOK_EVERY:
            return
        self._looked = now
        try:
            stepped, self._stepped = self._stepped, {}
            for info in stepped.values():
                task = info.task
                if task is not None and not info.is_written and info.is_started and task._next_send_fn is None:
                    self.write_wait(info)
        except Exception as exc:
            self.recorder.failed("before_io_wait", exc)

    def write_exit(self, info: Info, exc: Optional[BaseException]) -> None:
        recording, task = self.recording, info.task
        if exc is not None or info.flying or info.is_stopping:
            self.recorder.errors.at_boundary(info, exc)
        is_cancelled = exc is not None and self.recorder.errors.is_cancellation(exc)
        self.exit = recording.event(
            "task_exited", task=info.id, cause=info.turn, place=info.place,
            end=None if exc is None else "cancelled" if is_cancelled else "failed",
            error=recording.error(exc, info.id) if exc is not None and not is_cancelled else None)
        nursery = task.parent_nursery
        parent = self.recorder.tasks.get(id(nursery.parent_task)) if nursery is not None else None
        if parent and parent.is_written and len(nursery._children) == 1:
            parent.cause = self.exit
        if self.main is not None and self.main() is task:
            self.main_outcome = exc
        info.task = None  # others may still have the Info

    def after_run(self) -> None:
        try:
            exc = self.main_outcome
            self.main_outcome = None
            for key, info in list(self.recorder.tasks.items()):
                if info.run is self:  # of a run that was given up
                    del self.recorder.tasks[key]
            is_cancelled = exc is not None and self.recorder.errors.is_cancellation(exc)
            self.recording.event("run_ended", outcome=None if exc is None else "cancelled" if is_cancelled else "error",
                                 error=self.recording.error(exc) if exc is not None else None)
            self.recording.flush()
        except Exception as error:
            self.recorder.failed("after_run", error)


__all__ = ["Recorder", "TrioRun"]
