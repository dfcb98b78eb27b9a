"""What a recording says: events, and the tables of what they speak of. The format is in ScopeLab's Help."""

from __future__ import annotations

import linecache
import os
import sys
import time
from typing import Any, Callable, Dict, Iterable, List, Optional, Set, Tuple

from ._errors import Errors
from ._file import File, Run, say
from ._flight import FlightFile, FlightRun

__all__ = ["Frame", "Recording", "VERSION"]

VERSION = "1.0.0"

#: File, line and qualified name of a function.
Frame = Tuple[str, int, str]

_FLUSH_AT = 20_000  # lines: what the memory holds


class Recording:
    """Writes one run of a program.

    Any thread, and any signal handler, may call event(), define(), place(), name() and error(). A file that cannot
    be written any more ends the recording, with a notice; the program goes on.
    """

    def __init__(self, path: str, *, title: Optional[str] = None, with_sources: bool = True,
                 last: Optional[float] = None, slow_stop: Optional[float] = None, **header: Any) -> None:
        """Creates the file, readable by its owner only. Raises OSError if that is impossible.

        With `last` only so many seconds are kept, in memory, until dump() writes them."""
        about = {"scopelab_trace": 2, "source": "program",
                 "title": title or os.path.basename(sys.argv[0] if sys.argv else "") or "program",
                 "clock": "monotonic", "start_ns": time.time_ns(), "language": "python",
                 "recorder": "scopelab " + VERSION, "process": os.getpid(), "arguments": list(sys.argv), **header}
        self.with_sources = with_sources
        self.flight: Optional[FlightFile] = None
        if last is not None:
            self.flight = FlightFile(path, about, last, slow_stop)
        file = self.flight or File(path, about)
        self._begin(file, file.begin_run())
        file.alive = lambda: self.event("x_alive") if self._run.written and not self.is_over else 0

    def _begin(self, file: File, run: Run) -> None:
        self.file = file
        self._run = run
        if isinstance(run, FlightRun):
            run.recording = self
        file.runs.append(run)
        self._root = os.getcwd() + os.sep
        self._said: set[str] = set()
        self._files: Dict[str, int] = {}
        self._places: Dict[Tuple[int, str, int, str], int] = {}
        self._frames: Dict[int, Frame] = {}
        self._place_count = self._file_count = 0
        self._names: Dict[Tuple[str, str, Optional[int]], int] = {}
        self._name_count = 0
        self._errors = Errors(self)
        self.is_taken = False  # a run has begun
        self.is_over = False
        #: Exceptions by which a cancellation travels. A backend adds its own.
        self.cancellations: Tuple[type, ...] = ()
        #: Of each backend: the task that runs now, as its recording, its number and the event of its turn.
        self.current_tasks: List[Callable[[], Optional[Tuple[Recording, int, int]]]] = []
        self._start = time.perf_counter_ns()
        #: The time of the run in nanoseconds. A backend may put a virtual clock here before the first event.
        self.now: Callable[[], int] = self._real_now

    def _real_now(self) -> int:
        return time.perf_counter_ns() - self._start

    @property
    def is_open(self) -> bool:
        return self.file.is_open

    @property
    def path(self) -> str:
        return self.file.path

    def for_run(self, **header: Any) -> "Recording":
        """The recording of a run that begins now: this one for the first, further ones in the same file after that."""
        with self.file.lock:
            if not self.is_taken:
                self.is_taken = True
                if self.file.header is not None:
                    self.file.header.update(header)
                    if not self._run.time:  # time begins with the run
                        self._start = time.perf_counter_ns()
                        self.file.header["start_ns"] = time.time_ns()
                return self
            further = Recording.__new__(Recording)
            further.with_sources, further.flight = self.with_sources, self.flight
            further._begin(self.file, self.file.begin_run({
                "source": "program", "clock": "monotonic", "start_ns": time.time_ns(), "language": "python",
                "process": os.getpid(), **header}))
            further.is_taken = True
            return further

    # Events and what they speak of

    def event(self, event: str, /, *, task: Optional[int] = None, place: Optional[int] = None,
              cause: Optional[int] = None, **fields: Any) -> int:
        """Something happened, now. Returns the number of the event, for `cause`. None values are left out."""
        file, run = self.file, self._run
        if not file.is_open:
            return 0
        with file.lock:
            if file.is_busy:  # a signal in the midst of another event
                file.late.append(lambda: self.event(event, task=task, place=place, cause=cause, **fields))
                return 0
            file.is_busy = True
            try:
                now = self.now()
                if now < run.time:
                    now = run.time
                run.time = now
                number = run.put(event, now, task, place, cause, fields)
            finally:
                file.is_busy = False
            if file.late:
                file.catch_up()
        if not file.has_ticker:
            file.start()
        if event == "run_ended":
            self.is_over = True
        elif len(run.lines) > _FLUSH_AT:
            file.flush()
        return number

    def define(self, table: str, /, **fields: Any) -> None:
        """Says what later events will speak of: a line `{"define": table, …}`."""
        file = self.file
        if not file.is_open:
            return
        with file.lock:
            if file.is_busy:
                file.late.append(lambda: self._run.put_definition(table, fields))
            else:
                self._run.put_definition(table, fields)

    def place(self, frames: Iterable[Frame]) -> int:
        """The number of the place at the end of the frames, outermost first; 0 if there are none."""
        up = 0
        places = self._places
        for filename, line, function in frames:
            key = (up, filename, line, function)
            number = places.get(key)
            up = self._new_place(key) if number is None else number
        return up

    def _new_place(self, key: Tuple[int, str, int, str]) -> int:
        up, filename, line, function = key
        with self.file.lock:
            file = self._file(filename)
            number = self._place_count = self._place_count + 1  # a signal may come, and make one, too
            self.define("place", id=number, file=file, line=max(1, line), function=function, up=up or None)
            self._frames[number] = (filename, line, function)
            self._places[key] = number
        return number

    def frame(self, place: int) -> Optional[Frame]:
        """The innermost frame of a place."""
        return self._frames.get(place)

    def _file(self, filename: str) -> int:
        number = self._files.get(filename)
        if number is None:
            number = self._file_count = self._file_count + 1
            path = filename[len(self._root):] if filename.startswith(self._root) else filename
            text = "".join(linecache.getlines(filename)) if self.with_sources else ""
            self.define("file", id=number, path=path, text=text or None)
            self._files[filename] = number
        return number

    def name(self, text: str, kind: str, place: Optional[int] = None, *, is_used_once: bool = False) -> int:
        """The number of a name. One that is used once is not remembered."""
        key = (text, kind, place)
        number = None if is_used_once else self._names.get(key)
        if number is None:
            with self.file.lock:
                number = self._name_count = self._name_count + 1
                self.define("name", id=number, name=text, kind=kind, place=place or None)
                if not is_used_once:
                    self._names[key] = number
        return number

    def error(self, exc: BaseException, task: Optional[int] = None) -> int:
        """The number of an exception as it is now: with its members, cause, context and notes."""
        with self.file.lock:
            known = self._errors.of(exc, task)
            if isinstance(self._run, FlightRun) and not self._run.tables.has("error", known.number):
                known.state, known.identity = None, 0  # forgotten since: told anew
                known = self._errors.of(exc, task)
            return known.number

    def known(self, exc: BaseException, *, is_written: bool = True) -> Any:
        """What is known of an exception: its `identity`, the first number that it had, and whether it `is_said`.

        None if it was never written and is not to be (`is_written`)."""
        with self.file.lock:
            return self._errors.of(exc) if is_written else self._errors.find(exc)

    def notice(self, text: str) -> None:
        """Says something about the recording itself: once, on stderr and in the file."""
        if text in self._said:
            return
        self._said.add(text)
        if self.file.header is not None:
            self.file.header.setdefault("x_notices", []).append(text)
        else:
            self.define("x_notice", id=len(self._said), text=text)
        say(text)

    # The last seconds

    def dump(self, reason: str = "the program") -> None:
        """Writes what is kept of the last seconds, or, if all is written anyway, what is not yet."""
        if self.flight is not None:
            self.flight.dump(reason)
        else:
            self.flush()

    def unhandled(self, exc: Any) -> None:
        """A loop has told of an error that nobody handled, and goes on."""
        if self.flight is not None and isinstance(exc, Exception):
            self.flight.ask_now_and_then(f"an unhandled error: {type(exc).__name__}")

    def names_in_use(self, most: int) -> Set[int]:
        """Those that may be used again."""
        if len(self._names) > most:
            self._names.clear()
        return set(self._names.values())

    def keep_places(self, left: Set[int]) -> None:
        """The others are told anew when they are needed."""
        self._places = {key: number for key, number in self._places.items() if number in left}
        self._frames = {number: frame for number, frame in self._frames.items() if number in left}

    # The end

    def flush(self) -> None:
        """Hands everything to the system: what is flushed survives the program's end, however it comes."""
        self.file.flush()

    def close(self) -> None:
        """Writes what is left. What is said afterwards is nobody's."""
        self.file.close()
