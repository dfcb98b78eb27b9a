"""asyncio, from Python 3.9 on: what is replaced in it, and how it comes back."""

from __future__ import annotations

import asyncio
import asyncio.base_events
import asyncio.locks
import asyncio.tasks
import sys
from typing import Any, Callable, List, Optional

from ._asyncio_scopes import ScopeHooks
from ._asyncio_state import Making
from ._asyncio_task import make_task_class
from ._install import Patches
from ._recording import Recording


#: Of the recording that is being made; for AnyIO, which stands on it.
hooks: Optional[ScopeHooks] = None


def install(recording: Recording) -> Callable[[], None]:
    """Records what asyncio does, until the function that it returns is called."""
    global hooks
    hooks = mine = ScopeHooks(recording)
    patches = Patches(recording, "asyncio")
    undo_tasks = _install_tasks(mine)
    _install_loop(mine, patches, recording)
    _install_locks(mine, patches)
    if sys.version_info >= (3, 11):
        _install_groups(mine, patches)
        _install_ends_of_groups(mine, patches)
        _install_timeouts(mine, patches)

    def uninstall() -> None:
        global hooks
        hooks = None
        patches.undo()
        undo_tasks()
        mine.end()

    return uninstall


def _install_tasks(hooks: ScopeHooks) -> Callable[[], None]:
    """Whoever makes a task looks the class up in asyncio.tasks, but for one function that has it in a cell."""
    tasks: Any = asyncio.tasks
    original = tasks.Task
    recorded = make_task_class(original, hooks)
    modules: List[Any] = [asyncio, tasks]
    holders = [owner for owner in modules if owner.Task is original]
    cells = [cell for cell in getattr(getattr(tasks, "eager_task_factory", None), "__closure__", None) or ()
             if cell.cell_contents is original]
    for owner in holders:
        owner.Task = recorded
    for cell in cells:
        cell.cell_contents = recorded

    def undo() -> None:
        for owner in holders:
            if owner.Task is recorded:
                owner.Task = original
        for cell in cells:
            cell.cell_contents = original

    return undo


class _BeforeEachRound:
    """A method that tells when it is looked up. It leaves no frame on the stack in which the whole program runs."""

    def __init__(self, old: Any, hooks: ScopeHooks) -> None:
        self._old = old
        self._hooks = hooks

    def __get__(self, loop: Any, owner: Any) -> Any:
        if loop is None:
            return self._old
        hooks = self._hooks
        if hooks.listed and not loop._ready:
            hooks.idle(loop)
        return self._old.__get__(loop, owner)


def _install_loop(hooks: ScopeHooks, patches: Patches, recording: Recording) -> None:
    loop = asyncio.base_events.BaseEventLoop

    def make_run_in_executor(old: Any) -> Any:
        def run_in_executor(self: Any, *args: Any) -> Any:
            future = old(self, *args)
            hooks.borrowed(future)
            return future
        return run_in_executor

    def make_run_once(old: Any) -> Any:
        return _BeforeEachRound(old, hooks)

    def make_close(old: Any) -> Any:
        def close(self: Any) -> None:
            if not self.is_running() and not self.is_closed():
                hooks.closed(self)
            old(self)
        return close

    def make_call_exception_handler(old: Any) -> Any:
        def call_exception_handler(self: Any, context: Any) -> None:
            hooks.destroyed(context)
            recording.unhandled(context.get("exception"))
            old(self, context)
        return call_exception_handler

    patches.replace(loop, "run_in_executor", make_run_in_executor, "threads")
    patches.replace(loop, "_run_once", make_run_once, "waits")
    patches.replace(loop, "close", make_close, "tasks left behind")
    patches.replace(loop, "call_exception_handler", make_call_exception_handler, "tasks destroyed")


def _install_locks(hooks: ScopeHooks, patches: Patches) -> None:
    def make_acquire(kind: str) -> Callable[[Any], Any]:
        def make(old: Any) -> Any:
            async def acquire(self: Any) -> Any:
                try:
                    result = await old(self)
                except BaseException as exc:
                    if exc.__traceback__ is not None:
                        exc.__traceback__ = exc.__traceback__.tb_next  # this frame is no part of the program
                    raise
                hooks.acquired(self, kind)
                return result
            return acquire
        return make

    def make_release(old: Any) -> Any:
        def release(self: Any) -> Any:
            result = old(self)
            hooks.released(self)
            return result
        return release

    def make_set(old: Any) -> Any:
        def set(self: Any) -> Any:
            if not self.is_set():
                hooks.was_set(self)
            return old(self)
        return set

    for owner, kind in ((asyncio.locks.Lock, "lock"), (asyncio.locks.Semaphore, "semaphore")):
        patches.replace(owner, "acquire", make_acquire(kind), f"who has a {kind}")
        patches.replace(owner, "release", make_release, f"who has a {kind}")
    patches.replace(asyncio.locks.Event, "set", make_set, "events that are set")


def _install_groups(hooks: ScopeHooks, patches: Patches) -> None:
    group = asyncio.TaskGroup

    def make_enter(old: Any) -> Any:
        def __aenter__(self: Any) -> Any:
            hooks.enter_group(self, sys._getframe(1))
            return old(self)
        return __aenter__

    def make_exit(old: Any) -> Any:
        async def __aexit__(self: Any, et: Any, exc: Any, tb: Any) -> Any:
            scope = hooks.leaving_group(self)
            try:
                result = await old(self, et, exc, tb)
            except BaseException as left:
                hooks.left_group(scope, exc, left)
                del et, exc, tb  # no cycle through this frame
                if left.__traceback__ is not None:
                    left.__traceback__ = left.__traceback__.tb_next
                raise
            hooks.left_group(scope, exc, None)
            return result
        return __aexit__

    def make_create_task(old: Any) -> Any:
        def create_task(self: Any, coro: Any, *, name: Any = None, **rest: Any) -> Any:
            local = hooks.local
            before = local.making
            scope = hooks.scopes.get(self)
            local.making = Making(scope.id if scope else None, name)
            try:
                return old(self, coro, name=name, **rest)
            finally:
                local.making = before
        return create_task

    patches.replace(group, "__aenter__", make_enter, "TaskGroups")
    patches.replace(group, "__aexit__", make_exit, "ends of TaskGroups")
    patches.replace(group, "create_task", make_create_task, "the groups of tasks")


def _install_ends_of_groups(hooks: ScopeHooks, patches: Patches) -> None:
    group = asyncio.TaskGroup

    def make_on_task_done(old: Any) -> Any:
        def _on_task_done(self: Any, task: Any) -> Any:
            before, hooks.local.done = hooks.local.done, task
            try:
                return old(self, task)
            finally:
                hooks.local.done = before
        return _on_task_done

    def make_abort(old: Any) -> Any:
        def _abort(self: Any) -> Any:
            before = hooks.aborting(self, sys._getframe(1))
            try:
                return old(self)
            finally:
                hooks.asked_for(before)
        return _abort

    patches.replace(group, "_on_task_done", make_on_task_done, "cancellations by a TaskGroup")
    patches.replace(group, "_abort", make_abort, "cancellations by a TaskGroup")


def _install_timeouts(hooks: ScopeHooks, patches: Patches) -> None:
    timeout = asyncio.Timeout

    def make_enter(old: Any) -> Any:
        def __aenter__(self: Any) -> Any:
            hooks.enter_timeout(self, sys._getframe(1))
            return old(self)
        return __aenter__

    def make_exit(old: Any) -> Any:
        async def __aexit__(self: Any, et: Any, exc: Any, tb: Any) -> Any:
            try:
                result = await old(self, et, exc, tb)
            except BaseException as left:
                hooks.left_timeout(self, exc, left)
                del et, exc, tb
                if left.__traceback__ is not None:
                    left.__traceback__ = left.__traceback__.tb_next
                raise
            hooks.left_timeout(self, exc, None)
            return result
        return __aexit__

    def make_on_timeout(old: Any) -> Any:
        def _on_timeout(self: Any) -> Any:
            before = hooks.expired(self)
            try:
                return old(self)
            finally:
                hooks.asked_for(before)
        return _on_timeout

    def make_reschedule(old: Any) -> Any:
        def reschedule(self: Any, when: Any) -> Any:
            is_new = when != self.when()
            result = old(self, when)
            if is_new:
                hooks.rescheduled(self, when)
            return result
        return reschedule

    patches.replace(timeout, "__aenter__", make_enter, "timeouts")
    patches.replace(timeout, "__aexit__", make_exit, "ends of timeouts")
    patches.replace(timeout, "_on_timeout", make_on_timeout, "deadlines that are over")
    patches.replace(timeout, "reschedule", make_reschedule, "deadlines that change")
