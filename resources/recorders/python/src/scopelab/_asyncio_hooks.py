"""What asyncio's tasks do, as events."""

from __future__ import annotations

import asyncio
import functools
import itertools
import re
import sys
import threading
import weakref
from asyncio import events
from types import FrameType
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Tuple, TypeVar

from . import _frames
from ._asyncio_awaits import Places, Wait, chain, handled
from ._recording import Recording
from ._asyncio_task import Known

CancelledError = asyncio.CancelledError
F = TypeVar("F", bound=Callable[..., Any])

#: For what a task waits in a function of asyncio.
_WAITS = {
    "sleep": "sleep", "Event.wait": "event", "Condition.wait": "event", "Condition.wait_for": "event",
    "Barrier.wait": "event", "Lock.acquire": "lock", "Semaphore.acquire": "semaphore", "Queue.get": "channel",
    "Queue.put": "channel", "Queue.join": "event", "to_thread": "thread", "_ContextManagerMixin.__aenter__": "lock",
    "BaseEventLoop.run_in_executor": "thread",
    # AnyIO's
    "run_sync": "thread", "run_sync_in_worker_thread": "thread", "CapacityLimiter.acquire": "limiter",
    "CapacityLimiter.acquire_on_behalf_of": "limiter", "MemoryObjectReceiveStream.receive": "channel",
    "MemoryObjectSendStream.send": "channel", "sleep_forever": "sleep", "sleep_until": "sleep", "TaskGroup.start": "start"}
_RESOURCES = {"event": "event", "lock": "lock", "semaphore": "semaphore", "channel": "channel",
              "limiter": "limiter"}
_RESOURCE_NAME = re.compile(
    r"([A-Za-z_][\w.]*)\.(?:get|put|acquire|wait|wait_for|join)\(|async\s+with\s+([A-Za-z_][\w.]*)|await\s+([A-Za-z_][\w.]*)")

#: Numbers for tasks, scopes and resources.
numbers = itertools.count(1)


def guarded(hook: F) -> F:
    """A fault of the recorder is told once, and is no fault of the program."""

    @functools.wraps(hook)
    def call(self: Any, *args: Any) -> Any:
        try:
            return hook(self, *args)
        except Exception as exc:
            getattr(self, "hooks", self).recording.notice(f"asyncio: {hook.__name__} failed: {exc!r}; the recording lacks events")
            return None

    return call  # type: ignore[return-value]


class Scope(NamedTuple):
    """A TaskGroup, a timeout or a scope of AnyIO that a task has entered."""

    id: int
    known: Known


class Resource:
    """An object for which tasks wait."""

    def __init__(self, number: int) -> None:
        self.id = number
        self.holders: List[int] = []


class Local(threading.local):
    """What a loop is doing just now. Each has a thread of its own."""

    asking = 0  #: the request that is being passed on
    group: Optional[int] = None  #: of the task that is being made
    name: Any = None
    level: Any = None  #: AnyIO's scope of the task that is being made
    done: Any = None  #: the task whose end a group looks at


class Hooks:
    """Turns what the tasks of asyncio tell into events. One for each recording."""

    def __init__(self, recording: Recording) -> None:
        self._parent = recording
        self.local = Local()
        self.looked = 0.0  #: when a loop was idle last, by its own clock
        #: AnyIO's: which request is in force where a task stands.
        self.in_force: Callable[[Known], int] = lambda known: 0
        self.loops: "set[int]" = set()  #: that have tasks of this run
        self.recording = recording
        self.has_begun = False
        self._forget()

    def _forget(self) -> None:
        self.event = self.recording.event
        self.places = Places(self.recording)
        self.scopes: "weakref.WeakKeyDictionary[Any, Scope]" = weakref.WeakKeyDictionary()
        self.requests: Dict[int, int] = {}  #: scope -> what it was asked
        self.resources: "weakref.WeakKeyDictionary[Any, Resource]" = weakref.WeakKeyDictionary()
        self.threads: "weakref.WeakSet[Any]" = weakref.WeakSet()
        self.unheard: List[Tuple[Any, int]] = []  #: failed tasks that no group waits for, and their errors
        self.shutdowns: Dict[int, int] = {}  #: id of a loop -> the request to all of its tasks
        self.outcome: Dict[str, Any] = {}
        self.listed: List[Known] = []  #: tasks that wait, of which nothing was said yet
        self._made: Dict[Tuple[int, str], Tuple[int, Any]] = {}  #: code and name of a task -> its name

    def begin(self) -> None:
        """A run begins with the first task of a loop, and has all tasks of loops that are open at the same time."""
        self.has_begun = True
        self.recording = self._parent.for_run(runtime="asyncio %d.%d.%d" % sys.version_info[:3])
        self.recording.cancellations += (CancelledError,)
        self._forget()

    @guarded
    def end(self) -> None:
        """All loops of the run are closed, or the recording ends."""
        if not self.has_begun:
            return
        self.has_begun = False
        self.hear(None, None)
        self.event("run_ended", **self.outcome)

    # Tasks

    @staticmethod
    def current() -> Optional[Known]:
        loop = events._get_running_loop()
        task = asyncio.current_task(loop) if loop is not None else None
        return getattr(task, "_scopelab", None)

    @guarded
    def spawned(self, coro: Any, name: Any, frame: FrameType) -> Optional[Known]:
        code = getattr(coro, "cr_code", None) or getattr(coro, "gi_code", None)
        function = getattr(coro, "__qualname__", "") or type(coro).__name__
        if function.startswith("BaseEventLoop.shutdown_"):
            return None
        loop = events._get_running_loop()
        if not self.has_begun:
            self.begin()
        local = self.local
        name = local.name or name
        text = str(name) if name is not None else function.rpartition("<locals>.")[2].lstrip(".")
        made = self._made.get((id(code), text))
        if made is None:
            place = self.recording.place([(code.co_filename, code.co_firstlineno, function)]) if (
                code and _frames.rank(code.co_filename)) else 0
            made = self._made[id(code), text] = self.recording.name(text, "task", place or None), code
        known = Known(next(numbers), text, made[0], self)
        known.opens = self._made_for(frame)
        known.level = local.level
        spawner = self.current()
        fields: Dict[str, Any] = {"name": known.name}
        if spawner is not None:
            fields["spawner"] = spawner.id
            fields["cause"] = self.turn_of(spawner)
        if local.group:
            known.group = fields["scope"] = local.group
        elif loop is None:
            fields["role"] = "main"
            known.opens = (text, "task", None, False)
        else:
            fields["role"] = "system"
        local.group = local.name = local.level = None  # what an eager task makes is another matter
        self.event("task_spawned", task=known.id, **fields)
        known.role = fields.get("role", "child")
        return known

    @staticmethod
    def _made_for(frame: FrameType) -> Any:
        """The scope that asyncio's own functions mean when they make a task."""
        at: Optional[FrameType] = frame
        for _ in range(4):
            if at is None or not at.f_globals.get("__name__", "").startswith("asyncio."):
                return None
            name = at.f_code.co_name
            if name == "wait_for":
                return ("wait_for", "wait_for", at.f_locals.get("timeout"), False)
            if name == "shield":
                return ("shield", "shield", None, True)
            at = at.f_back
        return None

    def never_was(self, known: Known) -> None:
        known.is_exited = True
        self.event("task_exited", task=known.id)

    @guarded
    def resumed(self, known: Known) -> None:
        if known.is_exited:
            return
        known.request = 0  # what it awaited did not stop when it was asked
        if not known.is_started:
            known.is_said = False
            known.is_started = True
            if known.opens is None:
                return  # told when there is more to tell
            self.turn_of(known)
            self._open_own(known, *known.opens)
        elif known.is_said:
            known.is_said = False
            cause = None
            if known.waits_on is not None:
                cause, known.waits_on = known.waits_on.exit, None
            if known.in_thread:
                known.in_thread = False
                self.event("thread_returned", task=known.id)
            known.turn = self.event("task_resumed", task=known.id, cause=cause)

    def turn_of(self, known: Known) -> int:
        """The event that began the task's turn, for what it causes."""
        if not known.turn and known.is_started:
            known.turn = self.event("task_resumed", task=known.id, is_first=True)
        return known.turn

    def _open_own(self, known: Known, name: str, kind: str, timeout: Optional[float], is_shielded: bool) -> None:
        """All of a task stands in a scope, if anybody wants to cancel just it."""
        if known.scopes:
            return
        fields: Dict[str, Any] = {}
        if timeout is not None:
            fields["deadline"] = self.recording.now() + int(timeout * 1e9)
        if is_shielded:
            fields["is_shielded"] = True
        if known.group:
            fields["parent"] = known.group
        known.own = next(numbers)
        known.scopes.append(known.own)
        self.event("scope_entered", task=known.id, scope=known.own, name=self.recording.name(name, kind), **fields)

    @guarded
    def thrown(self, known: Known, exc: Any) -> None:
        if known.is_exited:
            return
        known.delivered = 0
        if known.is_again and isinstance(exc, CancelledError):
            known.is_again = False
            return
        if not isinstance(exc, CancelledError):
            self.resumed(known)
            if isinstance(exc, BaseException):
                self.raised(known, exc)
            return
        request = known.request or self.in_force(known)
        if not request:  # what it awaits was cancelled, which it was not
            self.resumed(known)
            return
        if known.leaving and 0 in known.flying.values():  # at the gate of a group that is being cancelled
            self.resumed(known)
            return
        known.request = 0
        known.waits_on = None
        known.is_said = False
        known.is_started = True
        if known.in_thread:
            known.in_thread = False
            self.event("thread_abandoned", task=known.id)
        known.stop = request
        known.stop_place = known.place
        known.flying[id(exc)] = 0
        known.turn = self.event("task_stopping", task=known.id, place=known.place, cause=request)

    @guarded
    def suspended(self, known: Known) -> None:
        """A wait that ends before the loop has nothing to do is not worth a line."""
        if known.is_exited:
            return
        if self.unheard:
            self.hear(known, None)
        if known.flying:
            self._look_at_errors(known)
        if not known.is_listed:
            known.is_listed = True
            self.listed.append(known)

    @guarded
    def say_waits(self) -> None:
        """The loop is about to wait."""
        listed, self.listed = self.listed, []
        for known in listed:
            known.is_listed = False
            if known.is_suspended and not known.is_exited and not known.is_said:
                self.say_wait(known)

    def say_wait(self, known: Known) -> None:
        links = chain(known.steps()._coro)
        wait = self.places.wait(links)
        turn = self.turn_of(known)
        known.is_said = True
        known.place = wait.place
        awaited, word = known.awaited, _WAITS.get(wait.function, "future")
        fields: Dict[str, Any] = {}
        if awaited is None:
            word = "checkpoint"
        elif word == "sleep":
            word = self._sleep(links, fields)
        elif wait.function == "TaskGroup.__aexit__":
            word = "gate"
            fields["gate"] = known.scopes[-1] if known.scopes else None
        elif word == "thread" or awaited in self.threads:
            word = "thread"
            known.in_thread = True
            self.event("thread_borrowed", task=known.id, place=wait.place)
        elif word != "future":
            self._wait_for_object(known, links, wait, word, fields)
        else:
            self._wait_for_task(known, awaited, fields)
        self.event("task_suspended", task=known.id, place=wait.place, cause=turn, wait=word, **fields)

    def _sleep(self, links: List[Any], fields: Dict[str, Any]) -> str:
        handle = links[-1][1].f_locals.get("h")
        if handle is None:
            return "sleep"  # for ever
        fields["until"] = self.recording.now() + max(0, int((handle.when() - handle._loop.time()) * 1e9))
        return "sleep"

    def _wait_for_object(self, known: Known, links: List[Any], wait: Wait, word: str, fields: Dict[str, Any]) -> None:
        below = links[wait.user:]
        for _, frame, _ in reversed(below) if word == "event" else below:  # AnyIO's events have asyncio's inside
            thing = frame.f_locals.get("self")
            kind = _RESOURCES.get(word)
            if thing is not None and kind is not None:
                fields["resource"] = self.resource(thing, kind, known, links[wait.user - 1][1] if wait.user else None).id
                return

    def _wait_for_task(self, known: Known, awaited: Any, fields: Dict[str, Any]) -> None:
        other = getattr(awaited, "_scopelab", None)
        if not isinstance(other, Known) or other.is_exited:
            return
        known.waits_on = other
        if other.resource is None:
            other.resource = next(numbers)
            self.event("resource_seen", task=known.id, resource=other.resource, name=other.name)
            self.event("resource_acquired", resource=other.resource, holder=other.id)
        fields["resource"] = other.resource

    def resource(self, thing: Any, kind: str, known: Optional[Known], frame: Optional[FrameType]) -> Resource:
        resource = self.resources.get(thing)
        if resource is None:
            resource = self.resources[thing] = Resource(next(numbers))
            name = self.recording.name(self.places.name(frame, _RESOURCE_NAME, kind), kind)
            self.event("resource_seen", task=known.id if known else None, resource=resource.id, kind=kind, name=name)
        return resource

    # Errors

    def raised(self, known: Known, exc: BaseException, scope: Optional[int] = None) -> int:
        """An error is under way in the task from now on."""
        for entry in [entry for entry in self.unheard if getattr(entry[0](), "_exception", None) is exc]:
            self.unheard.remove(entry)
        error = self.recording.error(exc, known.id)
        known.flying[id(exc)] = error
        self.event("error_raised", task=known.id, place=self.places.raised(exc) or known.place, error=error, scope=scope)
        return error

    def _look_at_errors(self, known: Known) -> None:
        """What was under way, and is not being handled any more, was dealt with."""
        if known.leaving:
            return  # a group looks at them itself
        current = handled(chain(known.steps()._coro))
        for key in [key for key in known.flying if key not in current]:
            self._end_error(known, key)

    def _end_error(self, known: Known, key: int, by: Optional[int] = None) -> None:
        error = known.flying.pop(key)
        name = "error_handled" if by is None else "error_replaced"
        self.event(name, task=known.id, place=known.place, error=error or None, by=by, cause=known.stop if not error else None)

    def hear(self, known: Optional[Known], leaving: Optional[BaseException]) -> None:
        """Has somebody asked for the errors of tasks that no group waits for?"""
        for entry in list(self.unheard):
            task = entry[0]()
            if task is not None and not task.done():
                continue
            if task is None or not task._log_traceback:
                self.unheard.remove(entry)
                if task is not None and task._exception is not leaving:
                    self.event("error_handled", task=known.id if known else None, error=entry[1])

    @guarded
    def left(self, known: Known, exc: BaseException) -> None:
        """The last step of a task ended with this exception."""
        if known.is_exited:
            return
        known.is_exited = True
        if self.unheard:
            self.hear(known, exc)
        fields: Dict[str, Any] = {}
        if isinstance(exc, StopIteration):
            for key in list(known.flying):
                self._end_error(known, key)
        elif isinstance(exc, CancelledError):
            fields["end"] = "cancelled"
        else:
            fields["end"] = "failed"
            fields["error"] = known.error = self._failed(known, exc)
        for scope in reversed(known.scopes):
            self.event("scope_exited", task=known.id, scope=scope)
        known.exit = self.event("task_exited", task=known.id, cause=known.turn or None, **fields)
        if known.resource is not None:
            self.event("resource_released", resource=known.resource, holder=known.id, cause=known.exit)
        if known.role == "main":
            self.outcome = {"outcome": {"failed": "error", "cancelled": "cancelled"}.get(fields.get("end", ""), "ok"),
                            "error": fields.get("error")}
        elif known.role == "system" and "error" in fields:
            loop = events._get_running_loop()
            task = asyncio.current_task(loop) if loop is not None else None
            if task is not None:
                self.unheard.append((weakref.ref(task), fields["error"]))

    def _failed(self, known: Known, exc: BaseException) -> int:
        context = exc.__context__
        behind = set()
        while context is not None and id(context) not in behind:
            behind.add(id(context))
            context = context.__context__
        is_new = id(exc) not in known.flying
        error = self.recording.error(exc, known.id)
        if is_new:
            self.event("error_raised", task=known.id, place=self.places.raised(exc) or known.place, error=error)
        for key in list(known.flying):
            if key != id(exc):
                self._end_error(known, key, error if key in behind else None)
        return error

    # Cancellation

    def asked(self, known: Known, message: Any, frame: FrameType, task: Any) -> int:
        """Somebody cancels the task. Returns what asked_for() takes back."""
        before = self.local.asking
        try:
            if before and before == known.stop and self._is_again(known):
                known.is_again = True
                return before
            if known.is_suspended and not known.is_said:
                self.say_wait(known)
            self.local.asking = known.request = before or self._request(known, message, frame, task)
        except Exception as exc:
            self.recording.notice(f"asyncio: a request failed: {exc!r}; the recording lacks events")
        return before

    def _is_again(self, known: Known) -> bool:
        """AnyIO cancels a task in every round: does it still stand where it got this cancellation?"""
        if known.request == known.stop or known.is_again:
            return True
        return known.is_suspended and self.places.wait(chain(known.steps()._coro)).place == known.stop_place

    def asked_for(self, before: int) -> None:
        self.local.asking = before

    def _request(self, known: Known, message: Any, frame: FrameType, task: Any) -> int:
        asker = self.current()
        by = frame.f_code.co_name
        is_own = frame.f_globals.get("__name__", "").startswith("asyncio.")
        cause = self.turn_of(asker) if asker else None
        if is_own and by == "_on_task_done" or by == "__aexit__":
            scope = self.scopes.get(frame.f_locals.get("self"))
            request = self.requests.get(scope.id, 0) if scope else 0
            if request:
                return request
        if is_own and by == "_cancel_all_tasks":
            loop = id(task.get_loop())
            if loop not in self.shutdowns:
                self.shutdowns[loop] = self.event("cancel_requested", source="shutdown", reason="the main task has ended")
            return self.shutdowns[loop]
        if is_own and by == "_on_sigint":
            return self.event("cancel_requested", scope=self.scope_of(known), source="operator", reason="Ctrl+C")
        if is_own and by == "_cancel_and_wait" and known.own:
            return self._too_late(known, frame, asker, cause)
        place, _ = self.places.caller(frame)
        return self.event("cancel_requested", task=asker.id if asker else None, place=place, cause=cause,
                          scope=self.scope_of(known), source="explicit",
                          reason=None if message is None else str(message))

    def _too_late(self, known: Known, frame: FrameType, asker: Optional[Known], cause: Optional[int]) -> int:
        """wait_for() up to 3.11 cancels the task that it made, for the one or the other reason."""
        waiter = frame.f_back.f_locals.get("waiter") if frame.f_back is not None else None
        if asker is not None and asker.flying or waiter is not None and not waiter.done():
            return asker.stop if asker is not None and asker.stop else self.event(
                "cancel_requested", scope=known.own, source="explicit", cause=cause)
        expired = self.event("deadline_expired", scope=known.own)
        return self.event("cancel_requested", scope=known.own, source="deadline", cause=expired)

    def scope_of(self, known: Known) -> Optional[int]:
        """The scope that a request to cancel a task is for."""
        if not known.scopes and known.is_started:
            self._open_own(known, known.text, "task", None, False)
        return known.scopes[0] if known.scopes else None

    @guarded
    def delivered(self, known: Known, task: Any) -> None:
        if known.is_again or known.delivered == known.request or known is self.current():
            return
        known.delivered = known.request
        self.event("cancel_delivered", task=known.id, scope=known.scopes[-1] if known.scopes else known.group,
                   cause=known.request)

    @guarded
    def taken_back(self, known: Known, left: int, frame: FrameType) -> None:
        """The program says that it has dealt with a cancellation."""
        if frame.f_globals.get("__name__", "").startswith("asyncio."):
            return
        for key in [key for key, error in known.flying.items() if not error]:
            del known.flying[key]
        if known.own and known.scopes == [known.own]:
            known.scopes.clear()
            self.event("scope_exited", task=known.id, scope=known.own, has_absorbed=True)
            known.own = None

    # Scopes

    def enter(self, thing: Any, name: str, kind: str, known: Known, frame: Optional[FrameType], **fields: Any) -> Scope:
        place, _ = self.places.caller(frame)
        parent = known.scopes[-1] if known.scopes else known.group
        scope = self.scopes[thing] = Scope(next(numbers), known)
        known.scopes.append(scope.id)
        known.place = place or known.place
        self.event("scope_entered", task=known.id, place=place, cause=self.turn_of(known), scope=scope.id, parent=parent,
                   name=self.recording.name(name, kind, place or None), **fields)
        return scope

    def exit(self, scope: Scope, has_absorbed: bool) -> None:
        known = scope.known
        if scope.id not in known.scopes or known.is_exited:
            return
        known.scopes.remove(scope.id)
        self.requests.pop(scope.id, None)
        if has_absorbed:
            for key in [key for key, error in known.flying.items() if not error]:
                del known.flying[key]
            self.event("scope_exited", task=known.id, scope=scope.id, has_absorbed=True)
        else:
            self.event("scope_exited", task=known.id, scope=scope.id)

    def now_at(self, when: Optional[float]) -> Optional[int]:
        """A time of the running loop as a time of the recording."""
        if when is None or when == float("inf"):
            return None
        return self.recording.now() + int((when - asyncio.get_running_loop().time()) * 1e9)
