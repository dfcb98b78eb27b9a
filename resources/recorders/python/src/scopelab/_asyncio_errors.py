"""What becomes of exceptions in asyncio's tasks, judged where they can be seen: at waits, and where scopes and tasks end."""

from __future__ import annotations

import asyncio
from typing import Any, Optional

from . import _frames
from ._asyncio_awaits import chain, handled
from ._asyncio_state import State, guarded
from ._asyncio_task import Known
from ._blocks import block_around, kind_of_block

CancelledError = asyncio.CancelledError


def _came_by(exc: BaseException, code: Any, line: int) -> bool:
    """It left the function from this line."""
    trace = exc.__traceback__
    while trace is not None and (trace.tb_frame.f_code is not code or trace.tb_lineno != line):
        trace = trace.tb_next
    return trace is not None


class ErrorHooks(State):
    """Adds errors."""

    def raised(self, known: Known, exc: BaseException, scope: Optional[int] = None) -> int:
        """An error is under way in the task from now on."""
        for entry in [entry for entry in self.unheard if getattr(entry[0](), "_exception", None) is exc]:
            self.unheard.remove(entry)
        error = self.recording.error(exc, known.id)
        self.recording.known(exc).is_said = True
        known.flying[id(exc)] = error
        self.event("error_raised", task=known.id, place=self.places.raised(exc) or known.place, error=error, scope=scope)
        return error

    def _look_at_errors(self, known: Known) -> None:
        """What was under way, and is not being handled any more, was dealt with."""
        if known.leaving:
            return  # a group looks at them itself
        current = handled(chain(known.steps()._coro))
        for key in [key for key in known.flying if key not in current]:
            self._end_error(known, key)

    def _end_error(self, known: Known, key: int, by: Optional[int] = None) -> None:
        error = known.flying.pop(key)
        name = "error_handled" if by is None else "error_replaced"
        self.event(name, task=known.id, place=known.place, error=error or None, by=by, cause=known.stop if not error else None)

    def hear(self, known: Optional[Known], leaving: Optional[BaseException]) -> None:
        """Has somebody asked for the errors of tasks that no group waits for?"""
        for entry in list(self.unheard):
            task = entry[0]()
            if task is not None and not task.done():
                continue
            if task is None or not task._log_traceback:
                self.unheard.remove(entry)
                if task is not None and task._exception is not leaving:
                    self.event("error_handled", task=known.id if known else None, error=entry[1])

    def _failed(self, known: Known, exc: BaseException) -> int:
        context = exc.__context__
        behind = set()
        while context is not None and id(context) not in behind:
            behind.add(id(context))
            context = context.__context__
        is_new = id(exc) not in known.flying
        error = self.recording.error(exc, known.id)
        self.recording.known(exc).is_said = True
        if is_new:
            self.event("error_raised", task=known.id, place=self.places.raised(exc) or known.place, error=error)
        for key in list(known.flying):
            if key != id(exc):
                self._end_error(known, key, error if key in behind else None)
        return error

    def lost(self, known: Known, exc: BaseException, around: "frozenset[int]") -> None:
        """A cancellation leaves a block. It took the place of errors that were raised in there, if a finally waited."""
        opened = set()
        by, old = exc, exc.__context__
        while old is not None and id(old) not in opened and id(old) not in around:
            opened.add(id(old))
            if isinstance(old, Exception) and kind_of_block(old, by) == "finally":
                if not self.recording.known(old).is_said:
                    self.raised(known, old)
                known.flying.pop(id(old), None)
                self.event("error_lost", task=known.id, place=known.place, error=self.recording.error(old, known.id),
                           by=self.recording.error(exc, known.id), cause=known.stop)
            by, old = old, old.__context__
        for key, code, line in known.interrupted:
            if key not in opened and key not in around and known.flying.get(key) and _came_by(exc, code, line):
                self.event("error_lost", task=known.id, place=known.place, error=known.flying.pop(key),
                           by=self.recording.error(exc, known.id), cause=known.stop)
        known.interrupted = ()

    def interrupt(self, known: Known) -> None:
        """A cancellation arrives. Python links it to an error that a finally is about to raise again only if it leaves
        the finally at once: what is called there may wait in its own cleanup, and then the link is missing."""
        found = []
        for coro, frame, code in chain(known.steps()._coro) if known.steps is not None else ():
            old = _frames.handled_in(coro)
            if isinstance(old, Exception) and _frames.rank(code.co_filename) \
                    and block_around(code.co_filename, frame.f_lineno) == "finally":
                if id(old) not in known.flying:
                    self.raised(known, old)
                found.append((id(old), code, frame.f_lineno))
        known.interrupted = tuple(found)

    @guarded
    def end(self) -> None:
        """All loops of the run are closed, or the recording ends."""
        if not self.has_begun:
            return
        self.has_begun = False
        self.hear(None, None)
        self.event("run_ended", **self.outcome)
