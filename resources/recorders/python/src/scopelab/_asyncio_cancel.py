"""Who cancels asyncio's tasks, as events."""

from __future__ import annotations

from types import FrameType
from typing import Any, Optional

from ._asyncio_awaits import chain
from ._asyncio_hooks import TaskHooks
from ._asyncio_state import guarded
from ._asyncio_task import Known


class CancelHooks(TaskHooks):
    """Adds requests to cancel a task."""

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
            self.fault("a request", exc)
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
        known.asked = self.event("cancel_requested", task=asker.id if asker else None, place=place, cause=cause,
                                 scope=self.scope_of(known), source="explicit",
                                 reason=None if message is None else str(message))
        return known.asked

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
