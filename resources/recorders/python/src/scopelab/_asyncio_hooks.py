"""What asyncio's tasks do, as events."""

from __future__ import annotations

import asyncio
import weakref
from asyncio import events
from types import FrameType
from typing import Any, Dict, List, Optional

from . import _frames
from ._asyncio_awaits import Wait, chain
from ._asyncio_errors import ErrorHooks
from ._asyncio_state import guarded, numbers
from ._asyncio_task import Known

CancelledError = asyncio.CancelledError

#: For what a task waits in a function of asyncio.
_WAITS = {
    "sleep": "sleep", "Event.wait": "event", "Condition.wait": "event", "Condition.wait_for": "event",
    "Barrier.wait": "event", "Lock.acquire": "lock", "Semaphore.acquire": "semaphore", "Queue.get": "channel",
    "Queue.put": "channel", "Queue.join": "event", "to_thread": "thread",
    "BaseEventLoop.run_in_executor": "thread",
    # AnyIO's
    "run_sync": "thread", "run_sync_in_worker_thread": "thread", "CapacityLimiter.acquire": "limiter",
    "CapacityLimiter.acquire_on_behalf_of": "limiter", "MemoryObjectReceiveStream.receive": "channel",
    "MemoryObjectSendStream.send": "channel", "sleep_forever": "sleep", "sleep_until": "sleep", "TaskGroup.start": "start"}
_RESOURCES = {"event": "event", "lock": "lock", "semaphore": "semaphore", "channel": "channel",
              "limiter": "limiter"}


class TaskHooks(ErrorHooks):
    """Adds tasks, and for what they wait."""

    def spawned(self, coro: Any, name: Any, frame: FrameType) -> Optional[Known]:
        code = getattr(coro, "cr_code", None) or getattr(coro, "gi_code", None)
        loop = events._get_running_loop()
        if not self.has_begun:
            self.begin()
        making = self.local.making
        if making is not None:
            self.local.making = None  # what an eager task makes is another matter
            name = making.name or name
        made = self._made.get(id(code)) if name is None else None
        if made is None:
            made = self._name(coro, code, name)
            if made is None:
                return None
        known = Known(next(numbers), made[0], made[1], self)
        spawner = getattr(asyncio.current_task(loop), "_scopelab", None) if loop is not None else None
        cause = self.turn_of(spawner) if spawner is not None else None
        if making is not None and making.group:
            known.group, known.level = making.group, making.level
            role = None
        else:
            known.role = role = "main" if loop is None else "system"
        if loop is None:
            known.opens = (known.text, "task", None, False)
        else:
            known.opens = self._made_for(frame)
        self.event("task_spawned", task=known.id, cause=cause, name=known.name, role=role,
                   spawner=spawner.id if spawner is not None else None, scope=known.group)
        return known

    def _name(self, coro: Any, code: Any, name: Any) -> Any:
        function = getattr(coro, "__qualname__", "") or type(coro).__name__
        if function.startswith("BaseEventLoop.shutdown_"):
            return None
        text = str(name) if name is not None else function.rpartition("<locals>.")[2].lstrip(".")
        place = 0
        if code is not None and _frames.rank(code.co_filename):
            place = self.recording.place([(code.co_filename, code.co_firstlineno, function)])
        is_used_once = name is not None and text[-1:].isdigit()
        made = text, self.recording.name(text, "task", place or None, is_used_once=is_used_once), code
        if name is None and code is not None:
            self._made[id(code)] = made
        return made

    @staticmethod
    def _made_for(frame: FrameType) -> Any:
        """The scope that asyncio's own functions mean when they make a task."""
        at = frame.f_back  # the caller of the loop's create_task()
        if at is None or not at.f_code.co_name.endswith("ensure_future"):
            return None
        while at is not None and at.f_globals.get("__name__") == "asyncio.tasks":
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
                self.event("thread_returned", task=known.id, place=known.place)
            known.turn = self.event("task_resumed", task=known.id, cause=cause)

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
            self.event("thread_abandoned", task=known.id, place=known.place)
        known.stop = request
        known.stop_place = known.place
        self.interrupt(known)
        known.flying[id(exc)] = 0
        known.turn = self.event("task_stopping", task=known.id, place=known.place, cause=request)

    def suspended(self, known: Known, steps: Any) -> None:
        """A wait that ends before the loop has nothing to do is not worth a line."""
        if known.is_exited:
            return
        if known.steps is None:
            known.steps = weakref.ref(steps)
        if self.unheard:
            self.hear(known, None)
        if known.flying:
            self._look_at_errors(known)
        if not known.is_listed:
            known.is_listed = True
            self.listed.append(known)
            if len(self.listed) >= self.most_listed:
                self._forget_some()

    def _forget_some(self) -> None:
        """A loop that always has something to do keeps no list of all that it did."""
        kept = []
        for known in self.listed:
            if known.is_suspended and not known.is_exited:
                kept.append(known)
            else:
                known.is_listed = False
        self.listed = kept
        self.most_listed = max(1000, 2 * len(kept))

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
        if handle is None or handle.when() == float("inf"):
            return "sleep"  # for ever
        loop = events._get_running_loop()  # uvloop's handles do not say theirs
        if loop is not None:
            fields["until"] = self.recording.now() + max(0, int((handle.when() - loop.time()) * 1e9))
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

    def left(self, known: Known, exc: BaseException) -> None:
        """The last step of a task ended with this exception."""
        if known.is_exited:
            return
        known.is_exited = True
        if self.unheard:
            self.hear(known, exc)
        fields: Dict[str, Any] = {}
        has_heeded = False
        if isinstance(exc, StopIteration):
            has_heeded = 0 in known.flying.values() and known.stop == known.asked and known.scopes == [known.own]
            for key in list(known.flying):
                if known.flying[key] or not has_heeded:
                    self._end_error(known, key)
        elif isinstance(exc, CancelledError):
            fields["end"] = "cancelled"
            if exc.__context__ is not None or known.interrupted:
                self.lost(known, exc, frozenset())
            if known.group and known.level is None and not known.scopes and known.stop != self.requests.get(known.group):
                self._open_own(known, known.text, "task", None, False)  # no group of asyncio hears of this cancellation
        else:
            fields["end"] = "failed"
            fields["error"] = known.error = self._failed(known, exc)
        for scope in reversed(known.scopes):
            is_its_own = scope == known.own and fields.get("end") == "cancelled" and known.role != "main"
            self.event("scope_exited", task=known.id, scope=scope, has_absorbed=True if is_its_own or has_heeded else None)
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
