"""AnyIO on asyncio: scopes whose cancellation lasts.

AnyIO cancels a task anew in every round of the loop as long as it stands in a cancelled scope. Only the first time is
told, and what the scopes have of the cancellation. AnyIO on Trio needs nothing: its scopes are Trio's.
"""

from __future__ import annotations

import asyncio
import math
import re
import sys
from types import FrameType
from typing import Any, Callable, Dict, List, Optional

from . import _asyncio, _frames
from ._asyncio_scopes import ScopeHooks
from ._asyncio_state import Making, guarded, handling, numbers
from ._asyncio_task import Known
from ._install import Patches
from ._recording import Recording

CancelledError = asyncio.CancelledError
_BACKEND = "anyio._backends._asyncio"
_NAME = re.compile(r"\)\s+as\s+([A-Za-z_]\w*)")
_KIND = re.compile(r"\b(move_on_after|move_on_at|CancelScope)\(")


class Level:
    """A scope of AnyIO that a task has entered."""

    def __init__(self, number: int, known: Known, parent: "Optional[Level]", is_shielded: bool, is_hidden: bool) -> None:
        self.id = number
        self.known = known
        self.around = handling()
        self.parent = parent
        self.children: List[Level] = []
        self.is_shielded = is_shielded
        self.is_hidden = is_hidden  #: AnyIO's own
        self.is_group = False
        self.request = 0  #: of it
        self.state = "none"
        self.in_force = 0  #: the request that its state is about

    def look(self) -> "tuple[str, int]":
        """What it has of the cancellations at and around it."""
        if self.request:
            return "effective", self.request
        if self.parent is None or self.parent.state != "effective":
            return "none", 0
        return ("held" if self.is_shielded else "effective"), self.parent.in_force


class LevelHooks:
    """Turns what AnyIO's scopes do into events."""

    def __init__(self, hooks: ScopeHooks) -> None:
        self.hooks = hooks
        self.levels: Dict[int, Level] = {}  #: by id() of the scope, from its entry to its exit

    # Entering and leaving

    @guarded
    def enter(self, scope: Any, frame: FrameType) -> None:
        hooks = self.hooks
        known = hooks.current()
        if known is None or known.is_exited or scope._active:
            return
        module = frame.f_globals.get("__name__", "")
        is_group = module == _BACKEND and frame.f_code.co_name == "__aenter__"
        is_fail_after = module == "anyio._core._tasks" and frame.f_code.co_name in ("fail_after", "fail_at", "__enter__")
        is_hidden = module.startswith("anyio.") and not is_group and not is_fail_after
        level = Level(0 if is_hidden else next(numbers), known, known.level, bool(scope.shield), is_hidden)
        level.is_group = is_group
        self.levels[id(scope)] = level
        if level.parent is not None:
            level.parent.children.append(level)
        known.level = level
        if not is_hidden:
            self._say_entered(level, scope, frame, is_fail_after)
        self.change(level, None)

    def _say_entered(self, level: Level, scope: Any, frame: FrameType, is_fail_after: bool) -> None:
        hooks, known = self.hooks, level.known
        place, at = hooks.places.caller(frame)
        kind = "task_group" if level.is_group else "fail_after" if is_fail_after else hooks.places.name(
            at, _KIND, "CancelScope")
        parent = known.scopes[-1] if known.scopes else known.group
        known.scopes.append(level.id)
        known.place = place or known.place
        hooks.event("scope_entered", task=known.id, place=place, cause=hooks.turn_of(known), scope=level.id, parent=parent,
                    name=hooks.recording.name(hooks.places.name(at, _NAME, kind), kind, place or None),
                    role="task_group" if level.is_group else None, is_shielded=True if level.is_shielded else None,
                    deadline=None if scope.deadline == math.inf else hooks.now_at(scope.deadline))
        if scope.cancel_called:
            level.request = hooks.event("cancel_requested", task=known.id, place=place, scope=level.id, source="explicit")

    @guarded
    def left(self, scope: Any, body: Optional[BaseException], has_absorbed: bool) -> None:
        level = self.levels.get(id(scope))
        if level is not None and not level.is_group:
            if has_absorbed and body is not None:
                self.hooks.lost(level.known, body, level.around)
            self._leave(scope, level, has_absorbed)

    def _leave(self, scope: Any, level: Level, has_absorbed: bool) -> None:
        del self.levels[id(scope)]
        known = level.known
        if level.parent is not None and level in level.parent.children:
            level.parent.children.remove(level)
        if known.level is level:
            known.level = level.parent
        if level.is_hidden or level.id not in known.scopes or known.is_exited:
            return
        known.scopes.remove(level.id)
        if has_absorbed:
            known.flying = {key: error for key, error in known.flying.items() if error}
        self.hooks.event("scope_exited", task=known.id, scope=level.id, has_absorbed=True if has_absorbed else None)

    @guarded
    def leaving_group(self, group: Any) -> Optional[Level]:
        level = self.levels.get(id(group.cancel_scope))
        if level is None or level.known is not self.hooks.current():
            return None
        level.known.leaving += 1
        return level

    @guarded
    def left_group(self, group: Any, level: Optional[Level], body: Optional[BaseException],
                   left: Optional[BaseException]) -> None:
        if level is None:
            return
        known, hooks = level.known, self.hooks
        known.leaving -= 1
        if left is not None and left is not body and not isinstance(left, CancelledError):
            error = hooks.recording.error(left, known.id)
            if hasattr(left, "exceptions"):
                hooks.event("group_formed", task=known.id, scope=level.id, error=error)
            known.flying.pop(id(body), None)
            known.flying[id(left)] = error
        is_around = level.parent is not None and not level.is_shielded and level.parent.state == "effective"
        ended_here = bool(level.request) and not is_around or body is None and 0 in known.flying.values()
        self._leave(group.cancel_scope, level, ended_here and not isinstance(left, CancelledError))

    # Cancellation

    def cancelling(self, scope: Any, reason: Any, frame: FrameType) -> int:
        """A scope is cancelled. Returns what asked_for() takes back."""
        before = self.hooks.local.asking
        try:
            level = self.levels.get(id(scope))
            if level is not None and not scope.cancel_called and not level.is_hidden and not level.known.is_exited:
                self._request(level, reason, frame)
        except Exception as exc:
            self.hooks.fault("a request", exc)
        return before

    def _request(self, level: Level, reason: Any, frame: FrameType) -> None:
        hooks = self.hooks
        by = frame.f_code.co_name
        fields: Dict[str, Any] = {"scope": level.id}
        if frame.f_globals.get("__name__") != _BACKEND:
            asker = hooks.current()
            place, _ = hooks.places.caller(frame)
            fields.update(task=asker.id if asker else None, place=place, cause=hooks.turn_of(asker) if asker else None,
                          source="explicit", reason=None if reason is None else str(reason))
        elif by == "_timeout":
            fields.update(source="deadline", cause=hooks.event("deadline_expired", scope=level.id))
        elif level.state == "effective":
            level.request = level.in_force  # a cancelled task makes its group cancel itself: nothing new
            return
        else:
            fields.update(self._failure(level, frame))
        level.request = hooks.event("cancel_requested", **fields)
        self.change(level, level.request)

    def _failure(self, level: Level, frame: FrameType) -> Dict[str, Any]:
        """Why a group cancels itself."""
        hooks = self.hooks
        failed = getattr(frame.f_locals.get("_task") or frame.f_locals.get("task"), "_scopelab", None)
        if isinstance(failed, Known):
            return {"source": "task_group", "task": failed.id, "error": failed.error, "cause": failed.exit or None}
        known = level.known
        exc = frame.f_locals.get("exc_val")
        if exc is None or isinstance(exc, CancelledError):
            return {"source": "task_group", "cause": known.stop or hooks.turn_of(known)}
        return {"source": "task_group", "task": known.id, "error": hooks.recording.error(exc, known.id),
                "cause": hooks.turn_of(known)}

    def delivering(self, origin: Any) -> int:
        before = self.hooks.local.asking
        level = self.levels.get(id(origin))
        if level is not None and level.request:
            self.hooks.local.asking = level.request
        return before

    def change(self, level: Level, cause: Optional[int]) -> None:
        """Says what a scope and all in it have of a cancellation now, from the outside inwards."""
        todo = [level]
        while todo:
            at = todo.pop()
            state, request = at.look()
            if (state, request) == (at.state, at.in_force):
                continue
            at.state, at.in_force = state, request
            if not at.is_hidden:
                self.hooks.event("cancel_state_changed", scope=at.id, cause=cause or request or None,
                                 state=None if state == "none" else state, request=request or None)
            elif state == "held" and at.known.in_thread:
                self.hooks.event("cancel_held", task=at.known.id, place=at.known.place, cause=request,
                                 scope=at.known.scopes[-1] if at.known.scopes else at.known.group)
            todo.extend(reversed(at.children))

    @guarded
    def shield_changed(self, scope: Any) -> None:
        level = self.levels.get(id(scope))
        if level is None or level.is_shielded == bool(scope.shield):
            return
        level.is_shielded = bool(scope.shield)
        cause = None
        if not level.is_hidden:
            known = self.hooks.current()
            cause = self.hooks.event("shield_changed", task=known.id if known else None, scope=level.id,
                                     is_shielded=level.is_shielded)
        self.change(level, cause)

    @guarded
    def deadline_changed(self, scope: Any) -> None:
        level = self.levels.get(id(scope))
        if level is not None and not level.is_hidden:
            known = self.hooks.current()
            self.hooks.event("deadline_changed", task=known.id if known else None, scope=level.id,
                             deadline=None if scope.deadline == math.inf else self.hooks.now_at(scope.deadline))

    def in_force(self, known: Known) -> int:
        level = known.level
        return level.in_force if level is not None and level.state == "effective" else 0



def install(recording: Recording) -> Callable[[], None]:
    """Records AnyIO's part in what asyncio does, until the function that it returns is called."""
    backend: Any = sys.modules.get(_BACKEND)
    hooks = _asyncio.hooks
    if backend is None or hooks is None:
        return lambda: None
    _frames.hide(sys.modules["anyio"])
    levels = LevelHooks(hooks)
    hooks.in_force = levels.in_force
    patches = Patches(recording, "anyio")
    _install_scopes(levels, patches, backend.CancelScope)
    _install_groups(levels, patches, backend.TaskGroup)

    def uninstall() -> None:
        patches.undo()

    return uninstall


def _install_scopes(levels: LevelHooks, patches: Patches, scope: Any) -> None:
    def make_enter(old: Any) -> Any:
        def __enter__(self: Any) -> Any:
            levels.enter(self, sys._getframe(1))
            return old(self)
        return __enter__

    def make_exit(old: Any) -> Any:
        def __exit__(self: Any, et: Any, exc: Any, tb: Any) -> Any:
            try:
                result = old(self, et, exc, tb)
            except BaseException as left:
                levels.left(self, exc, bool(getattr(left, "exceptions", None)))
                del et, exc, tb
                if left.__traceback__ is not None:
                    left.__traceback__ = left.__traceback__.tb_next  # this frame is no part of the program
                raise
            levels.left(self, exc, bool(result))
            return result
        return __exit__

    def make_cancel(old: Any) -> Any:
        def cancel(self: Any, *args: Any, **kwargs: Any) -> Any:
            before = levels.cancelling(self, args[0] if args else kwargs.get("reason"), sys._getframe(1))
            try:
                return old(self, *args, **kwargs)
            finally:
                levels.hooks.asked_for(before)
        return cancel

    def make_deliver(old: Any) -> Any:
        def _deliver_cancellation(self: Any, *origin: Any) -> Any:
            before = levels.delivering(origin[0] if origin else self)
            try:
                return old(self, *origin)
            finally:
                levels.hooks.asked_for(before)
        return _deliver_cancellation

    def make_property(changed: Callable[[Any], None]) -> Callable[[Any], Any]:
        def make(old: Any) -> Any:
            def set(self: Any, value: Any) -> None:
                old.fset(self, value)
                changed(self)
            return property(old.fget, set, old.fdel, old.__doc__)
        return make

    patches.replace(scope, "__enter__", make_enter, "scopes")
    patches.replace(scope, "__exit__", make_exit, "ends of scopes")
    patches.replace(scope, "cancel", make_cancel, "cancelled scopes")
    patches.replace(scope, "_deliver_cancellation", make_deliver, "what cancels a task")
    patches.replace(scope, "shield", make_property(levels.shield_changed), "shields that change")
    patches.replace(scope, "deadline", make_property(levels.deadline_changed), "deadlines that change")


def _name_of(args: "tuple[Any, ...]", kwargs: "dict[str, Any]") -> Optional[str]:
    """What the program calls a task. AnyIO puts a module before the name of a function."""
    what = args[0] if args else None
    own = str(getattr(getattr(what, "func", what), "__qualname__", "")).rpartition("<locals>.")[2]
    given = kwargs.get("name", args[2] if len(args) > 2 else None)
    if given is not None and (not own or not str(given).endswith(own)):
        return str(given)
    return own or None


def _install_groups(levels: LevelHooks, patches: Patches, group: Any) -> None:
    def make_exit(old: Any) -> Any:
        async def __aexit__(self: Any, et: Any, exc: Any, tb: Any) -> Any:
            level = levels.leaving_group(self)
            try:
                result = await old(self, et, exc, tb)
            except BaseException as left:
                levels.left_group(self, level, exc, left)
                del et, exc, tb  # no cycle through this frame
                if left.__traceback__ is not None:
                    left.__traceback__ = left.__traceback__.tb_next
                raise
            levels.left_group(self, level, exc, None if result else exc)
            return result
        return __aexit__

    def make_spawn(old: Any) -> Any:
        def _spawn(self: Any, *args: Any, **kwargs: Any) -> Any:
            local = levels.hooks.local
            before = local.making
            level = levels.levels.get(id(self.cancel_scope))
            if level is not None:
                local.making = Making(level.id, _name_of(args, kwargs), level)
            try:
                return old(self, *args, **kwargs)
            finally:
                local.making = before
        return _spawn

    patches.replace(group, "__aexit__", make_exit, "ends of groups")
    patches.replace(group, "_spawn", make_spawn, "the groups of tasks")
