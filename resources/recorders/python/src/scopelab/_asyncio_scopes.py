"""What asyncio's groups, timeouts and locks do, as events."""

from __future__ import annotations

import asyncio
import re
from types import FrameType
from typing import Any, Optional

from ._asyncio_cancel import CancelHooks
from ._asyncio_state import Scope, guarded

CancelledError = asyncio.CancelledError
_GROUP_NAME = re.compile(r"TaskGroup\(\)\s+as\s+([A-Za-z_]\w*)")
_TIMEOUT_NAME = re.compile(r"timeout(?:_at)?\([^:]*?\)\s+as\s+([A-Za-z_]\w*)")


class ScopeHooks(CancelHooks):
    """Adds to what the tasks tell what they stand in."""

    # TaskGroup

    @guarded
    def enter_group(self, group: Any, frame: FrameType) -> None:
        known = self.current()
        if known is None or group._entered or known.is_exited:
            return
        _, at = self.places.caller(frame)
        self.enter(group, self.places.name(at, _GROUP_NAME, "TaskGroup"), "TaskGroup", known, at, role="task_group")

    @guarded
    def leaving_group(self, group: Any) -> Optional[Scope]:
        scope = self.scopes.get(group)
        if scope is None or scope.known is not self.current():
            return None
        scope.known.leaving += 1
        return scope

    @guarded
    def left_group(self, scope: Optional[Scope], body: Optional[BaseException], left: Optional[BaseException]) -> None:
        if scope is None:
            return
        known = scope.known
        known.leaving -= 1
        if left is None or isinstance(left, CancelledError):
            if left is None and isinstance(body, CancelledError):
                self.lost(known, body, scope.around)
            self.exit(scope, left is None and (isinstance(body, CancelledError) or 0 in known.flying.values()))
            if left is not None:
                known.flying = {key: error for key, error in known.flying.items() if error}
                known.flying[id(left)] = 0
            return
        if isinstance(body, CancelledError):
            self.lost(known, body, scope.around)
        cancelled = isinstance(body, CancelledError) or 0 in known.flying.values()
        if left is not body:
            error = self.recording.error(left, known.id)
            self.event("group_formed", task=known.id, scope=scope.id, error=error)
            known.flying.pop(id(body), None)
            known.flying[id(left)] = error
        self.exit(scope, cancelled or scope.id in self.requests)

    def aborting(self, group: Any, frame: FrameType) -> int:
        """A group cancels its tasks. Returns what asked_for() takes back."""
        before = self.local.asking
        try:
            scope = self.scopes.get(group)
            if scope is not None:
                self.local.asking = self._request_of_group(scope, group, frame)
        except Exception as exc:
            self.fault("aborting", exc)
        return before

    def _request_of_group(self, scope: Scope, group: Any, frame: FrameType) -> int:
        done = self.local.done
        if done is not None:
            failed = getattr(done, "_scopelab", None)
            request = self.event("cancel_requested", task=failed.id if failed else None, scope=scope.id,
                                 source="task_group", error=failed.error if failed else None,
                                 cause=failed.exit if failed else None)
        else:
            exc = frame.f_locals.get("ex") or frame.f_locals.get("exc")
            if isinstance(exc, CancelledError) and scope.known.stop:
                return scope.known.stop  # handed down
            error = self.recording.error(exc, scope.known.id) if exc is not None else None
            request = self.event("cancel_requested", task=scope.known.id, scope=scope.id, source="task_group",
                                 error=error, cause=self.turn_of(scope.known))
        self.requests[scope.id] = request
        return request

    # Timeout

    @guarded
    def enter_timeout(self, timeout: Any, frame: FrameType) -> None:
        known = self.current()
        if known is None or known.is_exited or timeout in self.scopes:
            return
        kind = "wait_for" if frame.f_code.co_name == "wait_for" else "timeout"
        _, at = self.places.caller(frame)
        name = kind if kind == "wait_for" else self.places.name(at, _TIMEOUT_NAME, kind)
        self.enter(timeout, name, kind, known, at, deadline=self.now_at(timeout.when()))

    @guarded
    def left_timeout(self, timeout: Any, body: Optional[BaseException], left: Optional[BaseException]) -> None:
        scope = self.scopes.get(timeout)
        if scope is None:
            return
        is_late = isinstance(left, TimeoutError) and left is not body
        if is_late and body is not None:
            self.lost(scope.known, body, scope.around)
        self.exit(scope, is_late)
        if is_late and left is not None:
            self.raised(scope.known, left, scope.id)

    def expired(self, timeout: Any) -> int:
        """A timeout cancels its task. Returns what asked_for() takes back."""
        before = self.local.asking
        try:
            scope = self.scopes.get(timeout)
            if scope is not None and scope.id in scope.known.scopes:
                cause = self.event("deadline_expired", scope=scope.id)
                request = self.event("cancel_requested", scope=scope.id, source="deadline", cause=cause)
                self.local.asking = self.requests[scope.id] = request
        except Exception as exc:
            self.fault("expired", exc)
        return before

    @guarded
    def rescheduled(self, timeout: Any, when: Optional[float]) -> None:
        scope = self.scopes.get(timeout)
        if scope is not None and scope.id in scope.known.scopes:
            known = self.current()
            self.event("deadline_changed", task=known.id if known else None, scope=scope.id, deadline=self.now_at(when))

    # Threads, locks and events

    @guarded
    def borrowed(self, future: Any) -> None:
        """A thread does what the future stands for."""
        self.threads.add(future)

    @guarded
    def acquired(self, lock: Any, kind: str) -> None:
        known = self.current()
        if known is None or known.is_exited:
            return
        resource = self.resource(lock, kind, known, None)
        resource.holders.append(known.id)
        self.event("resource_acquired", task=known.id, resource=resource.id, holder=known.id)

    @guarded
    def released(self, lock: Any) -> None:
        resource = self.resources.get(lock)
        if resource is None or not resource.holders:
            return
        known = self.current()
        holder = known.id if known is not None and known.id in resource.holders else resource.holders[0]
        resource.holders.remove(holder)
        self.event("resource_released", task=known.id if known else None, resource=resource.id, holder=holder)

    @guarded
    def was_set(self, event: Any) -> None:
        resource = self.resources.get(event)
        if resource is not None:
            known = self.current()
            self.event("resource_set", task=known.id if known else None, resource=resource.id)

    # The loop

    @guarded
    def idle(self, loop: Any) -> None:
        """Nothing is ready. A sleep that is over at once is not worth a line, unless time jumps."""
        timers = loop._scheduled
        now = loop.time()
        if not timers or timers[0].when() > now + loop._clock_resolution or not 0 <= now - self.looked < 0.001:
            self.say_waits()
        self.looked = now

    @guarded
    def closed(self, loop: Any) -> None:
        for task in asyncio.all_tasks(loop):
            self._leak(getattr(task, "_scopelab", None))
        if id(loop) in self.loops:
            self.loops.discard(id(loop))
            if not self.loops:
                self.end()

    @guarded
    def destroyed(self, context: Any) -> None:
        if str(context.get("message", "")).startswith("Task was destroyed"):
            self._leak(getattr(context.get("task"), "_scopelab", None))

    def _leak(self, known: Any) -> None:
        if known is not None and not known.is_exited:
            known.is_exited = True
            self.event("task_leaked", task=known.id, place=known.place)
