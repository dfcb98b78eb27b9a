"""The flight recorder: the last seconds of a program that runs for weeks, kept in memory until somebody wants them."""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from typing import TYPE_CHECKING, Any, Deque, Dict, List, Optional, Tuple

from ._file import File, Run, say
from ._flight_dump import Part, text_of
from ._flight_state import Entry, State
from ._flight_stops import SignalWatch, Stops
from ._flight_tables import AT_ONCE, PAUSE, Tables

if TYPE_CHECKING:
    from ._recording import Recording

_MOST_EVENTS = 100_000  # of one run: some 50 MB
_MOST_NAMES = 20_000
_SPARES = 60  # seconds between two recordings because of errors of a loop that goes on


class FlightRun(Run):
    """The last events of a run, and what those before have led to."""

    def __init__(self, file: "FlightFile", number: int, about: Dict[str, Any]) -> None:
        super().__init__("" if number == 1 else '"run":%d,' % number)
        self.number = number
        self.about = about
        self.recording: Optional["Recording"] = None
        self.tables = Tables()
        self.state = State(self.tables.identity_of)
        self.ring: Deque[Entry] = deque()
        self.base = 0  # the time from which on all is kept
        self.count = 0
        self.dropped = 0
        self._cut = 0.0  # when an event was dropped before its time, last
        self._file = file
        self._marks: Deque[Tuple[float, int]] = deque()

    def put(self, event: str, now: int, task: Optional[int], place: Optional[int], cause: Optional[int],
            fields: Dict[str, Any]) -> int:
        number = self.count = self.count + 1
        self.ring.append((number, now, event, task, place, cause, fields))
        if len(self.ring) > _MOST_EVENTS:
            self._cut = time.monotonic()
            self.drop(1)
        self._file.stops.see(self.number, event, fields)
        return number

    def put_definition(self, table: str, fields: Dict[str, Any]) -> None:
        self.tables.define(table, fields)

    def drop(self, count: int) -> None:
        """The oldest events become a part of the state."""
        for _ in range(min(count, len(self.ring))):
            entry = self.ring.popleft()
            self.state.apply(entry)
            self.base = entry[1]
            self.dropped += 1

    def drop_older(self, now: float, last: float, lock: Any) -> None:
        if last == float("inf"):
            return
        marks = self._marks
        marks.append((now, self.count))
        upto = 0
        while marks and marks[0][0] <= now - last:
            upto = marks.popleft()[1]
        while self.dropped < upto:
            with lock:
                self.drop(min(AT_ONCE, upto - self.dropped))
            time.sleep(PAUSE)  # the program goes on in between

    def sweep(self) -> None:
        """Forgets definitions of which no event speaks any more. The program waits for little of this."""
        recording, lock = self.recording, self._file.lock
        if recording is None or not self.tables.is_due():
            return
        with lock:
            entries, before, upto = [*self.state.events(), *self.ring], self.tables.copy(), self.count
        known = before.marked(entries)
        with lock:
            for entry in reversed(self.ring):
                if entry[0] <= upto:
                    break
                self.tables.needed(self.tables.of_entry(entry), known)
            self.tables.needed((("name", number) for number in recording.names_in_use(_MOST_NAMES)), known)
            self.tables.forget(before, known)
            recording.keep_places(self.tables.places())

    def is_gone(self) -> bool:
        return self.state.is_over and not self.ring

    def part(self) -> Part:
        recording = self.recording
        now = max(self.time, recording.now()) if recording is not None and not recording.is_over else self.time
        return Part(self.number, self.about, self.base if self.dropped else 0, now, list(self.state.events()),
                    list(self.ring), self.tables.copy(), self.dropped,
                    bool(self._cut) and time.monotonic() - self._cut < self._file.last,
                    recording is not None and recording.is_over)


class FlightFile(File):
    """Writes a whole recording each time it is asked for one; the newest is kept."""

    def __init__(self, path: str, header: Dict[str, Any], last: float, slow_stop: Optional[float]) -> None:
        self.last = last
        self.stops = Stops(slow_stop)
        self._asked: Optional[str] = None
        self._spared = 0.0
        self._count = 0
        super().__init__(path, {**header, "x_last_seconds": last} if last != float("inf") else header)

    def _create(self) -> int:
        folder = os.path.dirname(self.path)
        with open(self.path + ".part", "wb"):  # fails now if it ever would
            pass
        os.unlink(self.path + ".part")
        self._folder = folder
        return -1

    def begin_run(self, about: Optional[Dict[str, Any]] = None) -> FlightRun:
        self._count += 1
        return FlightRun(self, self._count, about or {})

    def ask(self, reason: str) -> None:
        """Wants a recording soon; may be called in a signal handler."""
        self._asked = reason

    def ask_now_and_then(self, reason: str) -> None:
        """For what may happen often: the first counts, until a minute later."""
        now = time.monotonic()
        if not self._spared or now > self._spared:
            self._spared = now + _SPARES
            self.ask(reason)

    def tick(self) -> None:
        now = time.monotonic()
        for run in list(self.runs):
            if isinstance(run, FlightRun):
                run.drop_older(now, self.last, self.lock)
                run.sweep()
        self.forget_runs()
        reason, self._asked = self._asked or self.stops.slow(now), None
        if reason is not None:
            self.dump(reason)

    def drop_all(self) -> None:
        """What happened until now is no part of what is to be recorded."""
        with self.lock:
            for run in list(self.runs):
                if isinstance(run, FlightRun):
                    run.drop(len(run.ring))
        self.forget_runs()

    def forget_runs(self) -> None:
        with self.lock:
            kept = [run for run in self.runs if not (isinstance(run, FlightRun) and run.is_gone())]
            if len(kept) != len(self.runs):
                self.runs[:] = kept

    def has_events(self) -> bool:
        """Has any task done anything that is kept?"""
        return any(entry[3] is not None for run in self.runs if isinstance(run, FlightRun) for entry in run.ring)

    def flush(self) -> None:
        pass

    def dump(self, reason: str, path: Optional[str] = None, **about: Any) -> Optional[str]:
        """Writes what is kept. Returns where, or None if it cannot be written."""
        with self.lock:
            if self.is_busy:  # a signal in the midst of an event
                self.late.append(lambda: self.dump(reason, path, **about))
                return None
            parts = [run.part() for run in self.runs if isinstance(run, FlightRun) and (run.ring or run.state.tasks)]
            header = {**(self.header or {}), **about}
        path = path or self.path
        try:
            data = text_of(header, parts, reason, _MOST_EVENTS).encode("utf-8", "replace")
            self._write_file(path, data)
        except OSError as exc:
            say(f"cannot write {path}: {exc.strerror}")
            return None
        return path

    @staticmethod
    def _write_file(path: str, data: bytes) -> None:
        part = path + ".part"
        fd = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0), 0o600)
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(fd, view):]
        finally:
            os.close(fd)
        os.replace(part, path)


class Triggers:
    """What makes a flight recorder write, but for the program itself."""

    def __init__(self, file: FlightFile) -> None:
        self._file = file
        self._signals = SignalWatch(file.ask, file.stops if file.stops.limit is not None else None)
        self._hook = sys.excepthook
        self._said = 0  # an error may come by twice
        sys.excepthook = self._excepthook

    def _excepthook(self, kind: Any, exc: Any, trace: Any) -> None:
        if isinstance(exc, Exception):
            self.unhandled(exc)
        self._hook(kind, exc, trace)

    def unhandled(self, exc: Exception) -> None:
        if self._said != id(exc):
            self._said = id(exc)
            self._file.dump(f"an unhandled error: {type(exc).__name__}")

    def uninstall(self) -> None:
        self._signals.uninstall()
        if sys.excepthook == self._excepthook:
            sys.excepthook = self._hook


__all__ = ["FlightFile", "FlightRun", "Triggers"]
