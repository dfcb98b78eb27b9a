"""Trio's cancel scopes: who opens, shields and cancels them, and what each has of the cancellations around it."""

from __future__ import annotations

import linecache
import os
import re
import sys
import weakref
from typing import TYPE_CHECKING, Any, Dict, List, NamedTuple, Optional, Tuple

from . import _frames
from ._errors import members_of
from ._trio_state import Info, Scope

if TYPE_CHECKING:
    from ._trio_run import Recorder

_NAMED = re.compile(r"\bas\s+([A-Za-z_]\w*)")
_CALLED = re.compile(r"\b(move_on_after|move_on_at|fail_after|fail_at|CancelScope|open_nursery|create_task_group)\b")
_ENTERS_GROUP = ("__aenter__",)
_FOR_OTHERS = ("fail_at", "fail_after")  # functions of Trio that open a scope for who calls them


class _Assumed(NamedTuple):
    """What is about to be so."""

    scope: Any
    is_cancelled: bool = False
    shield: Optional[bool] = None


class _Early(NamedTuple):
    """A request to a scope that is not open yet."""

    ref: Any
    fields: Dict[str, Any]


class Scopes:
    def __init__(self, recorder: "Recorder") -> None:
        self._recorder = recorder
        self._open: Dict[int, Scope] = {}
        self._early: Dict[int, _Early] = {}
        self._described: Dict[Tuple[str, int, Optional[str]], Tuple[str, str]] = {}
        self._trio = os.path.dirname(os.path.abspath(recorder.trio.__file__)) + os.sep

    def find(self, scope: Any) -> Optional[Scope]:
        return self._open.get(id(scope))

    def innermost(self, status: Any) -> Optional[Scope]:
        """The innermost scope of the program's own there."""
        while status is not None:
            known = self._open.get(id(status._scope))
            if known is not None:
                return known
            status = status._parent
        return None

    def request_of(self, status: Any) -> int:
        """The request by which a task there is cancelled; 0 if it is none of the program's."""
        while status is not None:
            known = self._open.get(id(status._scope))
            if known is not None:
                return known.current if known.state == "effective" else 0
            if status._scope._shield:
                return 0
            status = status._parent
        return 0

    # Entering and leaving

    def entered(self, scope: Any, frame: Any) -> None:
        info = self._recorder.current()
        if info is None:
            return
        while frame.f_code.co_filename.endswith("_ki.py"):
            frame = frame.f_back
        code = frame.f_code
        role = None
        if code.co_filename.startswith(self._trio):
            if code.co_name in _ENTERS_GROUP:
                outer = frame.f_back
                is_start = outer is not None and outer.f_code.co_name == "start" \
                    and outer.f_code.co_filename.startswith(self._trio)
                role = "start" if is_start else "task_group"
            elif code.co_name not in _FOR_OTHERS:
                if code.co_name.startswith("sleep"):
                    info.until = info.run.ns(scope._deadline)
                return
        run, recording = info.run, info.run.recording
        run.scope_count += 1
        opened, address = self._open, id(scope)  # one that is never left goes with its object
        known = Scope(run, run.scope_count, role, weakref.ref(scope, lambda ref: opened.pop(address, None)))
        parent = self.innermost(scope._cancel_status._parent)
        name, place = self._name(info, _frames.innermost(2), role, scope)
        handled = sys.exc_info()[1]
        if handled is not None:
            self._recorder.errors.seen(info, handled)
        known.around, known.was_stopping = tuple(info.flying), info.is_stopping
        recording.event("scope_entered", task=info.id, place=place, scope=known.number,
                        parent=parent.number if parent else None, deadline=run.ns(scope._deadline),
                        is_shielded=True if scope._shield else None, role=role, name=name, cause=info.turn)
        opened[address] = known
        early = self._early.pop(id(scope), None) if self._early else None
        if early is not None and early.ref() is scope:
            self._request(known, **early.fields)
        self._refresh(scope._cancel_status)
        info.settle()

    def _name(self, info: Info, user: Any, role: Optional[str], scope: Any) -> Tuple[int, int]:
        """What the program calls the scope: `as limit`, or the function that made it."""
        recording = info.run.recording
        if user is None:
            return recording.name(role or "scope", role or "CancelScope"), 0
        filename, line = user.f_code.co_filename, user.f_lineno
        described = self._described.get((filename, line, role))
        if described is None:
            text = linecache.getline(filename, line)
            call, named = _CALLED.search(text), _NAMED.search(text)
            kind = call.group(1) if call else "open_nursery" if role else "CancelScope"
            function = user.f_code.co_name
            what = named.group(1) if named else kind
            described = (what if function == "<module>" else f"{function}.{what}", kind)
            self._described[filename, line, role] = described
        place = recording.place([(filename, line, _frames.qualname(user.f_code))])
        return recording.name(described[0], described[1], place), place

    def closing(self, scope: Any, exc: Optional[BaseException] = None) -> Optional[Tuple[Scope, Info, List[Any]]]:
        known, info = self.find(scope), self._recorder.current()
        if known is None or info is None or scope._cancel_status is None:
            return None
        recording = info.run.recording
        if known.role and exc is not None and members_of(exc):
            recording.event("group_formed", task=info.id, place=info.place, scope=known.number,
                            error=recording.error(exc, info.id), cause=info.turn)
        if exc is not None or info.flying or info.is_stopping:
            self._recorder.errors.at_boundary(info, exc, known.around, known.was_stopping, known.role is not None)
        return known, info, list(scope._cancel_status._children)

    def closed(self, before: Optional[Tuple[Scope, Info, List[Any]]], result: Optional[BaseException], scope: Any,
               exc: Optional[BaseException] = None) -> None:
        if before is None or scope._cancel_status is not None:  # still open: somebody else wanted to close it
            return
        known, info, children = before
        recording, errors = info.run.recording, self._recorder.errors
        has_absorbed = scope.cancelled_caught
        if has_absorbed:
            if exc is not None and members_of(exc):
                recording.event("group_split", task=info.id, place=info.place, scope=known.number,
                                error=recording.error(exc, info.id), cause=info.turn,
                                rest=recording.error(result, info.id) if result is not None else None)
            info.is_stopping = known.was_stopping
            if result is None:
                info.flying = dict.fromkeys(known.around)
            if known.is_by_deadline:
                info.timeout = known.number
        recording.event("scope_exited", task=info.id, scope=known.number, place=info.place, cause=info.turn,
                        has_absorbed=True if has_absorbed else None)
        self._open.pop(id(scope), None)
        for child in children:  # left open inside: Trio cancels them
            self._refresh(child)
        if result is not None and result is not exc and not members_of(result):
            errors.seen(info, result)
        info.settle()

    # Requests

    def cancelling(self, scope: Any, reason: Any = None) -> None:
        if scope._cancel_called:
            return
        known = self.find(scope)
        if known is None and scope._cancel_status is not None:
            self._of_trio(scope)
            return
        frame: Any = sys._getframe(3)
        while frame.f_code.co_name == "cancel" or frame.f_code.co_filename.endswith("_ki.py"):
            frame = frame.f_back
        fields = self._asker(frame, known, reason)
        if fields is None:
            return
        if known is None:
            early = self._early
            address = id(scope)
            early[address] = _Early(weakref.ref(scope, lambda ref: early.pop(address, None)), fields)
            return
        self._request(known, **fields)
        self._refresh(scope._cancel_status, _Assumed(scope, True))

    def _request(self, known: Scope, **fields: Any) -> None:
        recording = known.run.recording
        if fields["source"] == "deadline":
            known.is_by_deadline = True
            fields["cause"] = recording.event("deadline_expired", scope=known.number)
        known.request = recording.event("cancel_requested", scope=known.number, **fields)

    def _asker(self, frame: Any, known: Optional[Scope], reason: Any) -> Optional[Dict[str, Any]]:
        """Who cancels, and why. None: it is nobody's doing."""
        name, by = frame.f_code.co_name, self._recorder.current()
        task = by.id if by else None
        cause = by.turn if by else None
        text = getattr(reason, "reason", None)
        if not frame.f_code.co_filename.startswith(self._trio):
            recording = by.run.recording if by else known.run.recording if known else self._recorder.recording
            return {"source": "explicit", "reason": text, "task": task, "cause": cause,
                    "place": recording.place(_frames.running(4))}
        if name in ("expire", "__enter__", "cancel_called"):
            return {"source": "deadline"}
        if name == "_add_exc":
            exc = frame.f_locals.get("exc")
            is_cancellation = exc is not None and self._recorder.errors.is_cancellation(exc)
            if is_cancellation and known is not None and known.state == "effective":
                return None  # a task that was cancelled ends: the nursery is being cancelled already
            run = known.run if known else by.run if by else None
            error = run.recording.error(exc, task) if run and exc is not None else None
            return {"source": "task_group", "task": task, "error": error, "cause": (run.exit if run else 0) or cause}
        if name in ("init", "task_exited"):
            return {"source": "shutdown", "cause": cause}
        return {"source": "explicit", "reason": text, "task": task, "cause": cause,
                "place": by.run.recording.place(_frames.running(4)) if by else None}

    def _of_trio(self, scope: Any) -> None:
        """A scope of Trio's own: the system tasks are told to stop when main has ended."""
        runner = getattr(self._recorder.context, "runner", None)
        nursery = getattr(runner, "system_nursery", None)
        if nursery is None or nursery.cancel_scope is not scope:
            return
        for task in nursery.child_tasks:
            info = self._recorder.tasks.get(id(task))
            if info:
                info.run.recording.event("cancel_requested", source="shutdown", reason="main has ended")
                return

    # What each scope has of a cancellation

    def _refresh(self, status: Any, assumed: Optional[_Assumed] = None, parent: Any = None) -> None:
        """Says what changes there and below, from the outside inwards, before Trio delivers it."""
        parent = parent if parent is not None else status._parent
        is_around = parent is not None and parent.effectively_cancelled
        todo = [(status, is_around, self.request_of(parent) if is_around else 0)]
        while todo:
            at, is_around, outer = todo.pop()
            scope = at._scope
            is_assumed = assumed is not None and scope is assumed.scope
            shield = scope._shield
            if is_assumed and assumed is not None and assumed.shield is not None:
                shield = assumed.shield
            is_own = scope._cancel_called or (is_assumed and assumed is not None and assumed.is_cancelled) \
                or at.abandoned_by_misnesting
            is_visible = is_around and not shield
            known = self._open.get(id(scope))
            request = outer if is_visible else 0
            if known is not None:
                state = "effective" if is_own or is_visible else "held" if is_around else "none"
                if state == known.state:
                    continue
                known.state = state
                known.current = request or known.request if state == "effective" else outer if state == "held" else 0
                request = known.current if state == "effective" else 0
                known.run.recording.event("cancel_state_changed", scope=known.number, state=state,
                                          request=known.current or None, cause=known.current)
            for child in at._children:
                todo.append((child, is_own or is_visible, request))

    def shielding(self, scope: Any, value: Any) -> None:
        known, by = self.find(scope), self._recorder.current()
        if known is None or type(value) is not bool or value == scope._shield:
            return
        recording = known.run.recording
        recording.event("shield_changed", task=by.id if by else None, place=recording.place(_frames.running(4)),
                        scope=known.number, is_shielded=value, cause=by.turn if by else None)
        if scope._cancel_status is not None:
            self._refresh(scope._cancel_status, _Assumed(scope, False, value))

    def deadline_set(self, scope: Any, value: Any) -> None:
        known, by = self.find(scope), self._recorder.current()
        if known is not None:
            recording = known.run.recording
            recording.event("deadline_changed", task=by.id if by else None, scope=known.number,
                            place=recording.place(_frames.running(4)), deadline=known.run.ns(scope._deadline),
                            cause=by.turn if by else None)

    def started(self, status: Any, value: Any = None) -> None:
        """A task says that it is up: it goes from the hidden nursery of start() to the one that it was started for."""
        old, new = self.find(status._old_nursery.cancel_scope), self.find(status._new_nursery.cancel_scope)
        before = status._old_nursery._cancel_status
        if old is None or new is None or before.effectively_cancelled or not status._old_nursery._children:
            return
        recording, by = new.run.recording, self._recorder.current()
        cause = 0
        for task in status._old_nursery._children:
            info = self._recorder.tasks.get(id(task))
            if info:
                cause = recording.event("task_moved", task=info.id, scope=new.number, cause=by.turn if by else None)
        waiting = self._recorder.tasks.get(id(status._old_nursery.parent_task))
        if waiting:
            waiting.cause = cause
        for child in before._children:
            known = self.innermost(child)
            if known is not None and known is not old:
                recording.event("scope_moved", scope=known.number, parent=new.number, cause=cause)
        for child in list(before._children):
            self._refresh(child, parent=status._new_nursery._cancel_status)


__all__ = ["Scopes"]
