"""Where code stands: the program's own lines, without those of the runtime."""

from __future__ import annotations

import gc
import os
import re
import sys
import sysconfig
import types
from typing import Any, Dict, Iterator, List, Optional, Tuple

Frame = Tuple[str, int, str]

#: Whose a file is.
RUNTIME, LIBRARY, OWN = 0, 1, 2

_HERE = os.path.dirname(os.path.abspath(__file__)) + os.sep
_STDLIB = sysconfig.get_path("stdlib") + os.sep
_LIBRARIES = re.compile(r"[/\\](site|dist)-packages[/\\]")
_hidden: Tuple[str, ...] = (_HERE,)
_ranks: Dict[str, int] = {}

# Where a runtime calls the code of a task: nothing above is of the task.
_TOPS = {"unrolled_run", "_run", "guest_tick", "_run_once"}


def hide(package: Any) -> None:
    """Takes the package for a part of the runtime."""
    global _hidden
    where = os.path.dirname(os.path.abspath(package.__file__)) + os.sep
    if where not in _hidden:
        _hidden += (where,)
        _ranks.clear()


def rank(filename: str) -> int:
    known = _ranks.get(filename)
    if known is None:
        if filename.startswith(_hidden) or filename.startswith("<"):
            known = OWN if filename == "<stdin>" else RUNTIME
        elif _LIBRARIES.search(filename):
            known = LIBRARY
        else:
            known = RUNTIME if filename.startswith(_STDLIB) else OWN
        _ranks[filename] = known
    return known


if sys.version_info >= (3, 11):
    def qualname(code: types.CodeType) -> str:
        return code.co_qualname
else:
    def qualname(code: types.CodeType) -> str:
        return code.co_name


def _cut(frames: List[Tuple[int, Frame]]) -> List[Frame]:
    """Outermost first, down to the last line of the program's own; without any, to a library's."""
    last = 0
    for index, (whose, _) in enumerate(frames, 1):
        if whose == OWN:
            last = index
    return [frame for _, frame in frames[:last or len(frames)]]


def running(depth: int = 1) -> List[Frame]:
    """The stack of the code that runs now, outermost first."""
    frame: Optional[types.FrameType] = sys._getframe(depth + 1)
    found: List[Tuple[int, Frame]] = []
    while frame is not None:
        code = frame.f_code
        whose = rank(code.co_filename)
        if whose:
            found.append((whose, (code.co_filename, frame.f_lineno or code.co_firstlineno, qualname(code))))
        elif code.co_name in _TOPS:
            break
        frame = frame.f_back
    found.reverse()
    return _cut(found)


def innermost(depth: int = 1) -> Optional[types.FrameType]:
    """The frame of the program's own code that runs now; without any, a library's."""
    frame: Optional[types.FrameType] = sys._getframe(depth + 1)
    library = None
    while frame is not None:
        code = frame.f_code
        whose = rank(code.co_filename)
        if whose == OWN:
            return frame
        if whose == LIBRARY and library is None:
            library = frame
        elif not whose and code.co_name in _TOPS:
            break
        frame = frame.f_back
    return library


def of_error(exc: BaseException) -> List[Frame]:
    """The stack in which the exception was raised."""
    found = []
    trace = exc.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        whose = rank(code.co_filename)
        if whose:
            found.append((whose, (code.co_filename, trace.tb_lineno or code.co_firstlineno, qualname(code))))
        trace = trace.tb_next
    return _cut(found)


def awaits(coro: Any) -> Iterator[Tuple[Any, Any, types.CodeType]]:
    """A suspended coroutine, its frame and its code, and so on with what it awaits."""
    while coro is not None:
        if hasattr(coro, "cr_code"):
            yield coro, coro.cr_frame, coro.cr_code
            coro = coro.cr_await
        elif hasattr(coro, "gi_code"):
            yield coro, coro.gi_frame, coro.gi_code
            coro = coro.gi_yieldfrom
        elif hasattr(coro, "ag_code"):
            yield coro, coro.ag_frame, coro.ag_code
            coro = coro.ag_await
        else:  # an __anext__ of an async generator, or the wrapper of an __await__: they show it to the collector only
            inner = [one for one in gc.get_referents(coro) if hasattr(one, "ag_code") or hasattr(one, "cr_code")]
            coro = inner[0] if inner and type(coro).__module__ == "builtins" else None


def waiting(chain: List[Tuple[Any, Any, types.CodeType]]) -> Tuple[List[Frame], int]:
    """The stack of a suspended coroutine, outermost first, and how many of the chain are not below it."""
    found: List[Tuple[int, Frame]] = []
    last = {OWN: 0, LIBRARY: 0}
    for index, (coro, frame, code) in enumerate(chain, 1):
        whose = rank(code.co_filename)
        if whose and frame is not None:
            found.append((whose, (code.co_filename, frame.f_lineno or code.co_firstlineno,
                                  getattr(coro, "__qualname__", code.co_name))))
            last[whose] = index
    return _cut(found), last[OWN] or last[LIBRARY]


def handled_in(coro: Any) -> Optional[BaseException]:
    """The exception that a suspended coroutine is dealing with, in an except, a finally or an __aexit__.

    Python keeps it for the coroutine and shows it to the garbage collector only, after all else. Without one the last
    is what the coroutine awaits. can_see_handled() tells whether this Python does so."""
    referents = gc.get_referents(coro)
    for one in referents[-1:] if sys.version_info >= (3, 11) else referents[-3:]:
        if isinstance(one, BaseException):
            return one
    return None


def can_see_handled() -> bool:
    @types.coroutine
    def pause() -> Iterator[None]:
        yield

    async def handling() -> None:
        try:
            raise LookupError
        except LookupError:
            await pause()

    async def holding() -> LookupError:
        error = LookupError()
        await pause()
        return error

    one, other = handling(), holding()
    try:
        one.send(None)
        other.send(None)
        return isinstance(handled_in(one), LookupError) and handled_in(other) is None
    finally:
        one.close()
        other.close()
