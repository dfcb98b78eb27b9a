"""Exceptions in a recording: each with one identity, and none kept alive."""

from __future__ import annotations

import sys
import weakref
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Tuple

from . import _frames

if TYPE_CHECKING:
    from ._recording import Recording

_KEY = "__scopelab__"
_LONGEST = 10_000  # characters of a message
_DEEPEST = 50  # exceptions behind one that is seen for the first time

State = Tuple[Optional[int], Optional[int], int]

if sys.version_info >= (3, 11):
    _Group: Any = BaseExceptionGroup
else:
    _Group = ()


def members_of(exc: BaseException) -> Tuple[BaseException, ...]:
    """What a group holds; also of the groups that the package exceptiongroup and older Trios bring along."""
    if _Group and isinstance(exc, _Group):
        held: Any = exc.exceptions  # type: ignore[attr-defined,unused-ignore]
        return tuple(held)
    if sys.version_info < (3, 11) or type(exc).__name__ == "MultiError":
        members = getattr(exc, "exceptions", None)
        if isinstance(members, (tuple, list)) and all(isinstance(one, BaseException) for one in members):
            return tuple(members)
    return ()


def leaves_of(exc: BaseException) -> List[BaseException]:
    """The exceptions that are no groups."""
    found = []
    todo = [exc]
    while todo:
        at = todo.pop()
        members = members_of(at)
        if members:
            todo.extend(reversed(members))
        else:
            found.append(at)
    return found


class Known:
    """What is written of an exception. It travels with those that cannot be referred to weakly."""

    __slots__ = ("number", "identity", "state", "address", "owner", "ref", "is_said")

    def __init__(self, owner: "Errors", exc: BaseException) -> None:
        self.number = 0
        self.identity = 0
        self.state: Optional[State] = None
        self.owner = id(owner)
        self.address = id(exc)
        self.ref: Any = None
        self.is_said = False  # an event told that it was raised

    def __reduce__(self) -> Tuple[Any, ...]:
        return int, ()  # a copy, or one in another process, is another exception


class Errors:
    def __init__(self, recording: "Recording") -> None:
        self._recording = recording
        self._known: Dict[int, Known] = {}
        self._count = 0

    def find(self, exc: BaseException) -> Optional[Known]:
        known = self._known.get(id(exc))
        if known is not None and known.ref() is exc:
            return known
        mark = exc.__dict__.get(_KEY)
        if type(mark) is Known and mark.address == id(exc) and mark.owner == id(self):
            return mark
        return None

    def of(self, exc: BaseException, task: Optional[int] = None) -> Known:
        """What is known of the exception, after it is written as it is now."""
        known = self.find(exc)
        if known is not None and known.state == self._state(exc):
            return known
        todo = [(exc, 0)]
        opened = set()
        while todo:
            at, depth = todo[-1]
            if id(at) in opened or depth > _DEEPEST:
                todo.pop()
                if depth <= _DEEPEST:
                    self._write(at, task)
                continue
            opened.add(id(at))
            for other in (*members_of(at), at.__cause__, at.__context__):
                if other is not None and id(other) not in opened and self.find(other) is None:
                    todo.append((other, depth + 1))
        known = self.find(exc)
        assert known is not None
        return known

    def _number(self, exc: Optional[BaseException]) -> Optional[int]:
        known = self.find(exc) if exc is not None else None
        return known.number if known else None

    def _state(self, exc: BaseException) -> State:
        notes = getattr(exc, "__notes__", None)
        return (self._number(exc.__cause__), self._number(exc.__context__), len(notes) if notes else 0)

    def _write(self, exc: BaseException, task: Optional[int]) -> None:
        known = self.find(exc)
        state = self._state(exc)
        if known is not None and known.state == state:
            return
        if known is None:
            known = self._remember(exc)
        number = self._count = self._count + 1
        known.number = number
        known.identity = known.identity or number
        known.state = state
        members = [self._number(one) for one in members_of(exc)]
        is_cancellation = isinstance(exc, self._recording.cancellations)
        self._recording.define(
            "error", id=known.number, type=type_name(type(exc)),
            kind="group" if members else "cancelled" if is_cancellation else None,
            message=_message(exc) or None, is_base=True if not isinstance(exc, Exception) and not is_cancellation
            and not members else None,
            members=[one for one in members if one is not None] if members else None,
            notes=[str(note)[:_LONGEST] for note in getattr(exc, "__notes__", ())] or None,
            cause=state[0], context=state[1], task=task, place=self._recording.place(_frames.of_error(exc)) or None,
            identity=known.identity if known.identity != known.number else None)

    def _remember(self, exc: BaseException) -> Known:
        known = Known(self, exc)
        address = known.address
        try:
            table = self._known
            known.ref = weakref.ref(exc, lambda ref: table.pop(address, None))
            table[address] = known
        except TypeError:  # most of Python's own
            exc.__dict__[_KEY] = known
        return known


def type_name(kind: type) -> str:
    """The name as people write it: trio.Cancelled, not trio._core._exceptions.Cancelled."""
    module = kind.__module__ or ""
    if module in ("builtins", "__main__", "exceptiongroup"):
        return kind.__qualname__
    module = module.split("._")[0]
    if module.startswith("asyncio."):
        module = "asyncio"
    return f"{module}.{kind.__qualname__}"


def _message(exc: BaseException) -> str:
    try:
        return str(getattr(exc, "message", None) if members_of(exc) else exc)[:_LONGEST]
    except Exception:
        return ""
