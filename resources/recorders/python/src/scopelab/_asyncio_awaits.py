"""Where a suspended coroutine stands, and in which function of a library it waits."""

from __future__ import annotations

import gc
import linecache
import re
from types import CodeType, FrameType
from typing import Any, Dict, List, NamedTuple, Optional, Tuple

from . import _frames
from ._recording import Recording

#: A coroutine, generator or asynchronous generator, its frame and its code.
Link = Tuple[Any, Any, CodeType]


def chain(coro: Any) -> List[Link]:
    """Everything that is suspended, from a task's coroutine to the innermost one."""
    links: List[Link] = []
    while coro is not None:
        try:
            frame, inner = coro.cr_frame, coro.cr_await
        except AttributeError:
            frame, inner = _look_into(coro)
        if frame is not None:
            links.append((coro, frame, frame.f_code))
        coro = inner
    return links


def _look_into(awaited: Any) -> Tuple[Optional[FrameType], Any]:
    """Generators, asynchronous generators, and what Python puts around both."""
    if hasattr(awaited, "gi_frame"):
        return awaited.gi_frame, awaited.gi_yieldfrom
    if hasattr(awaited, "ag_frame"):
        return awaited.ag_frame, awaited.ag_await
    if type(awaited).__name__ in ("async_generator_asend", "async_generator_athrow", "anext_awaitable", "coroutine_wrapper"):
        for inner in gc.get_referents(awaited):
            if hasattr(inner, "ag_frame") or hasattr(inner, "cr_frame"):
                return None, inner
    return None, None


def handled(links: List[Link]) -> Dict[int, BaseException]:
    """The exceptions that a suspended chain is in the middle of handling, with their contexts, by id()."""
    found: Dict[int, BaseException] = {}
    for coro, _, _ in links:
        exc = _frames.handled_in(coro)
        while exc is not None and id(exc) not in found:
            found[id(exc)] = exc
            exc = exc.__context__
    return found


class Wait(NamedTuple):
    """What can be known of a wait from where it stands."""

    place: int
    function: str  #: the outermost one of a library, in which the program waits
    user: int  #: how many links belong to the program; 0 if none


class Places:
    """Places of one recording. Each is worked out once, for a function and the instruction in it."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self._waits: Dict[Tuple[int, ...], Wait] = {}
        self._callers: Dict[Tuple[int, int], int] = {}
        self._names: Dict[Tuple[int, int, Any], str] = {}
        self._codes: Dict[int, Any] = {}  # keeps code alive whose address is a key

    def wait(self, links: List[Link]) -> Wait:
        key = []
        for _, frame, code in links:
            key.append(id(code))
            key.append(frame.f_lasti)
        found = self._waits.get(tuple(key))
        if found is None:
            found = self._waits[tuple(key)] = self._look_at(links)
        return found

    def _look_at(self, links: List[Link]) -> Wait:
        for _, _, code in links:
            self._codes[id(code)] = code
        frames, user = _frames.waiting(links)
        library = [str(getattr(coro, "__qualname__", "")) for coro, _, _ in links[user:]]
        function = next((name for name in library if not name.endswith("__aenter__")), "")
        return Wait(self._recording.place(frames), function, user)

    def caller(self, frame: Optional[FrameType]) -> Tuple[int, Optional[FrameType]]:
        """The place of the first frame of the program from here outwards, and this frame."""
        while frame is not None and _frames.rank(frame.f_code.co_filename) != _frames.OWN:
            frame = frame.f_back
        if frame is None:
            return 0, None
        code = frame.f_code
        key = (id(code), frame.f_lasti)
        place = self._callers.get(key)
        if place is None:
            self._codes[id(code)] = code
            place = self._callers[key] = self._recording.place(
                [(code.co_filename, frame.f_lineno or code.co_firstlineno, _frames.qualname(code))])
        return place, frame

    def raised(self, exc: BaseException) -> int:
        """Where an exception was raised."""
        return self._recording.place(_frames.of_error(exc))

    def name(self, frame: Optional[FrameType], pattern: "re.Pattern[str]", otherwise: str) -> str:
        """What the line of a frame calls an object: group 1 of the pattern, or 2 …"""
        if frame is None:
            return otherwise
        key = (id(frame.f_code), frame.f_lasti, pattern)
        name = self._names.get(key)
        if name is None:
            self._codes[id(frame.f_code)] = frame.f_code
            found = pattern.search(linecache.getline(frame.f_code.co_filename, frame.f_lineno))
            name = next((group for group in found.groups() if group), otherwise) if found else otherwise
            self._names[key] = name
        return name
