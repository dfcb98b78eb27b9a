"""The tasks of asyncio, which tell what becomes of them.

A task stays one of asyncio's own, written in C. Its coroutine is wrapped in an object whose send() and throw() it calls
for each step; and its class is a subclass that sees cancel().
"""

from __future__ import annotations

import asyncio
import sys
from asyncio import coroutines
from types import FrameType
from typing import TYPE_CHECKING, Any, Optional

if TYPE_CHECKING:
    from ._asyncio_cancel import CancelHooks
    from ._asyncio_hooks import TaskHooks

CancelledError = asyncio.CancelledError


class Known:
    """What the recorder knows of a task. It keeps neither the task nor an exception alive."""

    group: Optional[int] = None  #: scope of the TaskGroup
    own: Optional[int] = None  #: scope of the whole task
    is_hidden = False
    is_started = False
    is_exited = False
    is_suspended = False
    is_said = True  #: a wait was written, whose end is to be: at first the wait for its first turn
    is_listed = False  #: it is to be looked at when the loop has nothing to do
    awaited: Any = None  #: what it waits for
    in_thread = False
    turn = 0  #: event that began its turn
    place = 0
    #: Errors on their way through a finally when it got the last one: id(), code and line of the finally.
    interrupted: "tuple[tuple[int, Any, int], ...]" = ()
    request = 0  #: the cancellation that it was asked for, and has not got
    asked = 0  #: the last one that somebody asked for who wanted just this task to end: to return will do
    stop = 0  #: the one that it got
    stop_place = 0  #: where
    delivered = 0  #: the last request of which it was told that it is on the way
    is_again = False  #: it gets what it has got already
    level: Any = None  #: the innermost scope of AnyIO
    waits_on: "Optional[Known]" = None
    leaving = 0  #: exits of groups in which it stands
    exit = 0  #: event of its end
    error: Optional[int] = None  #: with which it failed
    resource: Optional[int] = None  #: that others see when they await this task
    opens: Any = None  #: of a main task, or one that asyncio made for a shield or a timeout: its scope

    role = "child"

    def __init__(self, number: int, text: str, name: int, hooks: "TaskHooks") -> None:
        self.id = number
        self.text = text
        self.name = name
        self.hooks = hooks
        self.scopes: "list[int]" = []
        #: Errors under way in it, id() to number; 0 is a cancellation.
        self.flying: "dict[int, int]" = {}
        self.steps: Any = None  #: weakly: the coroutine


class Steps:
    """A coroutine that tells of each of its steps."""

    __slots__ = ("_coro", "_known", "__weakref__")

    def __init__(self, coro: Any, known: Known) -> None:
        self._coro = coro
        self._known = known

    def send(self, value: Any) -> Any:
        known = self._known
        known.is_suspended = False
        known.awaited = None
        if known.is_said or known.request:
            try:
                known.hooks.resumed(known)
            except Exception as fault:
                known.hooks.fault("resumed", fault)
        try:
            known.awaited = self._coro.send(value)
        except BaseException as exc:
            self._left(known, exc)
            # This frame is no part of the program: up to 3.10 it is seen in tracebacks.
            if exc.__traceback__ is not None:
                exc.__traceback__ = exc.__traceback__.tb_next
            raise
        known.is_suspended = True
        if not known.is_listed or known.flying:
            self._suspended(known)
        return known.awaited

    def throw(self, *args: Any) -> Any:
        known = self._known
        known.is_suspended = False
        known.awaited = None
        try:
            known.hooks.thrown(known, args[-1] if len(args) < 3 else args[1])
        except Exception as fault:
            known.hooks.fault("thrown", fault)
        try:
            known.awaited = self._coro.throw(*args)
        except BaseException as exc:
            del args  # the frames of the exception lead to this one: no cycle
            self._left(known, exc)
            if exc.__traceback__ is not None:
                exc.__traceback__ = exc.__traceback__.tb_next
            raise
        del args
        known.is_suspended = True
        self._suspended(known)
        return known.awaited

    def _suspended(self, known: Known) -> None:
        try:
            known.hooks.suspended(known, self)
        except Exception as fault:
            known.hooks.fault("suspended", fault)

    @staticmethod
    def _left(known: Known, exc: BaseException) -> None:
        try:
            known.hooks.left(known, exc)
        except Exception as fault:
            known.hooks.fault("left", fault)

    def close(self) -> None:
        self._coro.close()

    def __await__(self) -> Any:
        return self._coro.__await__()

    def __getattr__(self, name: str) -> Any:  # cr_frame, cr_await, __qualname__ …
        return getattr(self._coro, name)

    def __repr__(self) -> str:
        return repr(self._coro)


def make_task_class(base: Any, hooks: "CancelHooks") -> Any:
    """A subclass of asyncio's Task that records; it looks like the original."""

    class Task(base):  # type: ignore[misc]
        __slots__ = ("_scopelab",)

        def __init__(self, coro: Any, *, loop: Any = None, name: Any = None, **rest: Any) -> None:
            known = None
            if coroutines.iscoroutine(coro):
                try:
                    known = hooks.spawned(coro, name, sys._getframe(1))
                except Exception as fault:
                    hooks.fault("spawned", fault)
            self._scopelab = known
            if known is not None:
                coro = Steps(coro, known)
            try:
                base.__init__(self, coro, loop=loop, name=name, **rest)
            except BaseException:
                if known is not None and not known.is_exited:
                    hooks.never_was(known)
                raise
            if known is not None:
                hooks.loops.add(id(self.get_loop()))
            if self._source_traceback:
                del self._source_traceback[-1]  # this frame

        def cancel(self, *args: Any, **kwargs: Any) -> bool:
            if self._scopelab is None or self._scopelab.is_exited or self.done():
                return bool(base.cancel(self, *args, **kwargs))
            return _cancel(base, hooks, self, sys._getframe(1), args, kwargs)

        if hasattr(base, "uncancel"):

            def uncancel(self) -> int:
                left = int(base.uncancel(self))
                if self._scopelab is not None:
                    hooks.taken_back(self._scopelab, left, sys._getframe(1))
                return left

        def get_coro(self) -> Any:
            coro = base.get_coro(self)
            return coro._coro if type(coro) is Steps else coro

        @property
        def _coro(self) -> Any:
            return self.get_coro()

    Task.__module__ = base.__module__
    Task.__qualname__ = base.__qualname__
    Task.__doc__ = base.__doc__
    return Task


def _cancel(base: Any, hooks: "CancelHooks", task: Any, asker: FrameType, args: Any, kwargs: Any) -> bool:
    known = task._scopelab
    before = hooks.asked(known, args[0] if args else kwargs.get("msg"), asker, task)
    try:
        is_accepted = bool(base.cancel(task, *args, **kwargs))
    finally:
        hooks.asked_for(before)
    if is_accepted:
        hooks.delivered(known, task)
    return is_accepted
