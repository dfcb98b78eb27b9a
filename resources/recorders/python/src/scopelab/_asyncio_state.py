"""What is known while asyncio is recorded."""

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

from ._asyncio_awaits import Places
from ._asyncio_task import Known
from ._recording import Recording

CancelledError = asyncio.CancelledError
F = TypeVar("F", bound=Callable[..., Any])

_RESOURCE_NAME = re.compile(
    r"([A-Za-z_][\w.]*)\.(?:get|put|acquire|wait|wait_for|join)\(|async\s+with\s+([A-Za-z_][\w.]*)"
    r"|await\s+([A-Za-z_][\w.]*)(?![\w.(])")

#: Numbers for tasks, scopes and resources.
numbers = itertools.count(1)


def guarded(hook: F) -> F:
    """A fault of the recorder is told once, and is no fault of the program."""

    @functools.wraps(hook)
    def call(self: Any, *args: Any) -> Any:
        try:
            return hook(self, *args)
        except Exception as exc:
            getattr(self, "hooks", self).fault(hook.__name__, exc)
            return None

    return call  # type: ignore[return-value]


class Scope(NamedTuple):
    """A TaskGroup, a timeout or a scope of AnyIO that a task has entered."""

    id: int
    known: Known
    around: "frozenset[int]"  #: exceptions that were being handled when it was entered, by id()


def handling() -> "frozenset[int]":
    """The exceptions that the running code is in the middle of handling, by id()."""
    exc = sys.exc_info()[1]
    found: List[int] = []
    while exc is not None and id(exc) not in found:
        found.append(id(exc))
        exc = exc.__context__
    return frozenset(found)


class Resource:
    """An object for which tasks wait."""

    def __init__(self, number: int) -> None:
        self.id = number
        self.holders: List[int] = []


class Making(NamedTuple):
    """What a group says of a task that it makes."""

    group: Optional[int]
    name: Any
    level: Any = None  #: AnyIO's scope


class Local(threading.local):
    """What a loop is doing just now. Each has a thread of its own."""

    asking = 0  #: the request that is being passed on
    making: Optional[Making] = None  #: the task that a group makes
    done: Any = None  #: the task whose end a group looks at


class State:
    """One for each recording."""

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
        self.most_listed = 1000
        self.listed: List[Known] = []  #: tasks that wait, of which nothing was said yet
        self._made: Dict[int, Tuple[str, int, Any]] = {}  #: code of a task -> its name

    def fault(self, hook: str, exc: Exception) -> None:
        """A fault of the recorder is told once, and is no fault of the program."""
        self.recording.notice(f"asyncio: {hook} failed: {exc!r}; the recording lacks events")

    def begin(self) -> None:
        """A run begins with the first task of a loop, and has all tasks of loops that are open at the same time."""
        self.has_begun = True
        self.recording = self._parent.for_run(runtime="asyncio %d.%d.%d" % sys.version_info[:3])
        self.recording.cancellations += (CancelledError,)
        self._forget()

    @staticmethod
    def current() -> Optional[Known]:
        loop = events._get_running_loop()
        task = asyncio.current_task(loop) if loop is not None else None
        return getattr(task, "_scopelab", None)

    def turn_of(self, known: Known) -> int:
        """The event that began the task's turn, for what it causes."""
        if not known.turn and known.is_started:
            known.turn = self.event("task_resumed", task=known.id, is_first=True)
        return known.turn

    def resource(self, thing: Any, kind: str, known: Optional[Known], frame: Optional[FrameType]) -> Resource:
        resource = self.resources.get(thing)
        if resource is None:
            resource = self.resources[thing] = Resource(next(numbers))
            name = self.recording.name(self.places.name(frame, _RESOURCE_NAME, kind), kind)
            self.event("resource_seen", task=known.id if known else None, resource=resource.id, kind=kind, name=name)
        return resource

    def enter(self, thing: Any, name: str, kind: str, known: Known, frame: Optional[FrameType], **fields: Any) -> Scope:
        place, _ = self.places.caller(frame)
        parent = known.scopes[-1] if known.scopes else known.group
        scope = self.scopes[thing] = Scope(next(numbers), known, handling())
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
