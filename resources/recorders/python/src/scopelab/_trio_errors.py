"""What becomes of exceptions in Trio's tasks, judged where they can be seen: at waits, at the ends of scopes and tasks.

An error is lost when a cancellation leaves a block in its place. Whether it does is only known outside of the block: a
scope in its finally may absorb the cancellation, and the error goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Dict, Iterable, List, Optional, Tuple

from . import _frames
from ._blocks import kind_of_block
from ._errors import leaves_of, members_of

if TYPE_CHECKING:
    from ._trio_state import Info

# How Python and Trio talk to themselves.
_TALK = ("StopIteration", "StopAsyncIteration", "GeneratorExit", "WouldBlock")


class Errors:
    def __init__(self, cancelled: type) -> None:
        self._cancelled = cancelled

    def is_cancellation(self, exc: BaseException) -> bool:
        return all(isinstance(leaf, self._cancelled) for leaf in leaves_of(exc))

    def holds_cancellation(self, exc: BaseException) -> bool:
        return any(isinstance(leaf, self._cancelled) for leaf in leaves_of(exc))

    def seen(self, info: "Info", exc: Optional[BaseException]) -> None:
        """It is on its way in the task, or being handled."""
        at = exc
        for _ in range(20):
            if at is None:
                return
            if type(at).__name__ not in _TALK and _handler_rank(at):
                for leaf in leaves_of(at):
                    if not isinstance(leaf, self._cancelled):
                        self._fly(info, leaf)
            at = at.__context__

    def _fly(self, info: "Info", leaf: BaseException) -> int:
        recording = info.run.recording
        number = recording.error(leaf, info.id)
        known = recording.known(leaf)
        if not known.is_said:
            known.is_said = True
            scope = info.timeout if type(leaf).__name__ == "TooSlowError" else 0
            place = recording.place(_frames.of_error(leaf))
            recording.event("error_raised", task=info.id, place=place or info.place, error=number,
                            scope=scope or None, cause=info.turn)
        info.flying[known.identity] = None
        identity: int = known.identity
        return identity

    def at_wait(self, info: "Info", handled: List[BaseException]) -> None:
        """The task waits. What it handled before and does not any more is done with."""
        has_cancellation = False
        before = list(info.flying)
        info.flying.clear()
        for exc in handled:
            self.seen(info, exc)
            at: Optional[BaseException] = exc
            for _ in range(20):
                if at is None:
                    break
                has_cancellation = has_cancellation or self.holds_cancellation(at)
                at = at.__context__
        recording = info.run.recording
        for identity in before:
            if identity not in info.flying:
                recording.event("error_handled", task=info.id, error=identity, place=info.place, cause=info.turn)
        if info.is_stopping and not has_cancellation:
            self._swallowed(info)

    def _swallowed(self, info: "Info") -> None:
        """The task goes on, though it was to stop. Trio's own tasks know why they do so."""
        info.is_stopping = False
        code = getattr(info.task.coro, "cr_code", None)
        if code is not None and _frames.rank(code.co_filename):
            info.run.recording.event("error_handled", task=info.id, place=info.place, cause=info.turn)

    def at_boundary(self, info: "Info", exc: Optional[BaseException], around: Iterable[int] = (),
                    was_stopping: bool = False, is_group: bool = False) -> None:
        """The exception leaves a block that was entered when those around were on their way.

        What leaves a group may have been raised in another task, and is told already."""
        outside = set(around)
        alive: Dict[int, BaseException] = {}
        has_cancellation = False
        if exc is not None:
            self._displaced(info, exc, outside)
            for leaf in leaves_of(exc):
                if isinstance(leaf, self._cancelled):
                    has_cancellation = True
                elif _handler_rank(leaf):
                    alive[self._fly(info, leaf)] = leaf
        recording = info.run.recording
        for identity in list(info.flying):
            if identity not in alive and identity not in outside:
                del info.flying[identity]
                recording.event("error_handled", task=info.id, error=identity, place=info.place, cause=info.turn)
        if has_cancellation and is_group:
            info.is_stopping = True
        elif has_cancellation and not info.is_stopping:  # raised by a wait that Trio did not wake for it
            request = info.run.recorder.scopes_of.request_of(info.task._cancel_status)
            if request:
                info.is_stopping = True
                info.turn = recording.event("task_stopping", task=info.id, place=info.place, cause=request)
        elif info.is_stopping and not has_cancellation and not was_stopping:
            if exc is None:
                self._swallowed(info)
            info.is_stopping = False

    def _displaced(self, info: "Info", exc: BaseException, outside: "set[int]") -> None:
        """Those whose place others took on the way here."""
        recording = info.run.recording
        found: List[Tuple[BaseException, BaseException]] = []
        todo = [exc]
        opened: "set[int]" = set()
        while todo and len(opened) < 50:
            by = todo.pop()
            if id(by) in opened:
                continue
            opened.add(id(by))
            todo.extend(members_of(by))
            old = by.__context__
            if old is None or type(old).__name__ in _TALK:
                continue
            known = recording.known(old, is_written=False)
            if known is not None and known.identity in outside:
                continue
            if by.__cause__ is None or by.__cause__ is old:
                found.append((old, by))
            todo.append(old)
        for old, by in reversed(found):
            self._replaced(info, old, by)

    def _replaced(self, info: "Info", old: BaseException, by: BaseException) -> None:
        if not _handler_rank(old) or self.is_cancellation(old) and self.is_cancellation(by):
            return
        recording = info.run.recording
        if self.is_cancellation(old):
            if info.is_stopping:
                info.is_stopping = False
                recording.event("error_replaced", task=info.id, error=recording.error(old, info.id),
                                by=recording.error(by, info.id), place=info.place, cause=info.turn)
            return
        kind = kind_of_block(old, by)
        if kind is None or kind == "except" and _handler_rank(old) < _frames.OWN:
            return  # of another task, or a library looked at it
        is_lost = self.is_cancellation(by)
        for leaf in leaves_of(old):
            known = recording.known(leaf, is_written=False)
            if isinstance(leaf, self._cancelled) or known is not None and known.is_said \
                    and known.identity not in info.flying:
                continue
            identity = self._fly(info, leaf)
            del info.flying[identity]
            recording.event("error_lost" if is_lost and kind != "except" else "error_replaced", task=info.id,
                            error=recording.error(leaf, info.id), by=recording.error(by, info.id), place=info.place,
                            cause=info.turn)


def _handler_rank(exc: BaseException) -> int:
    """Whose code caught the exception, or will: the outermost frame that it came to."""
    trace = exc.__traceback__
    return _frames.rank(trace.tb_frame.f_code.co_filename) if trace is not None else _frames.OWN
