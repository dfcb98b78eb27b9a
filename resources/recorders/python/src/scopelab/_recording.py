"""The file: one JSON object a line, each line speaking only of earlier ones."""

from __future__ import annotations

import json
import linecache
import os
import sys
import threading
import time
from operator import itemgetter
from typing import Any, Callable, Dict, Iterable, List, Optional, Tuple

__all__ = ["Frame", "Recording", "VERSION"]

VERSION = "1.0.0"

#: File, line and qualified name of a function.
Frame = Tuple[str, int, str]

_FLUSH_EVERY = 0.2  # seconds; what a kill can cost
_FLUSH_AT = 8192  # lines; what the memory holds
_encode = json.JSONEncoder(separators=(",", ":"), default=repr).encode


class Recording:
    """Writes what happens to a file.

    Any thread, and any signal handler, may call event(), define(), place(), name() and error(). A file that cannot
    be written any more ends the recording, with a notice; the program goes on.
    """

    def __init__(self, path: str, *, title: Optional[str] = None, with_sources: bool = True, **header: Any) -> None:
        """Creates the file, readable by its owner only. Raises OSError if that is impossible."""
        self.path = os.path.abspath(path)
        self.is_open = True
        self._with_sources = with_sources
        self._root = os.getcwd()
        self._fd = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0), 0o600)
        self._process = os.getpid()
        self._lock = threading.RLock()
        self._busy = False
        self._count = 0
        self._lines: List[Tuple[int, Dict[str, Any]]] = []
        self._last_time = 0
        self._said: set[str] = set()
        self._files: Dict[str, int] = {}
        self._places: Dict[Tuple[int, str, int, str], int] = {}
        self._names: Dict[Tuple[str, str, Optional[int]], int] = {}
        self._errors = 0
        self._header: Optional[Dict[str, Any]] = {
            "scopelab_trace": 2, "source": "program", "title": title or os.path.basename(sys.argv[0] or "program"),
            "clock": "monotonic", "start_ns": time.time_ns(), "language": "python",
            "recorder": "scopelab " + VERSION, "process": self._process, "arguments": list(sys.argv), **header}
        self._start = time.perf_counter_ns()
        #: The time of the run in nanoseconds. A backend may put a virtual clock here before the first event.
        self.now: Callable[[], int] = self._real_now

    def _real_now(self) -> int:
        return time.perf_counter_ns() - self._start

    # Events and what they speak of

    def event(self, event: str, /, *, task: Optional[int] = None, place: Optional[int] = None,
              cause: Optional[int] = None, **fields: Any) -> int:
        """Something happened, now. Returns the number of the event, for `cause`. None values are left out."""
        with self._lock:
            was_busy, self._busy = self._busy, True
            # A signal may come here, and be an event itself: numbers are taken first, and lines sorted by them.
            number = self._count = self._count + 1
            line: Dict[str, Any] = {"event": event, "time": self.now()}
            if task is not None:
                line["task"] = task
            if place:
                line["place"] = place
            if cause:
                line["cause"] = cause
            line.update(fields)
            self._lines.append((number, line))
            self._busy = was_busy
        if len(self._lines) > _FLUSH_AT:
            self.flush()
        return number

    def define(self, table: str, /, **fields: Any) -> None:
        """Says what later events will speak of: a line `{"define": table, …}`."""
        with self._lock:
            self._lines.append((self._count, {"define": table, **fields}))

    def describe(self, **header: Any) -> None:
        """Adds fields to the header, as long as nothing is written."""
        if self._header is not None:
            self._header.update(header)

    def place(self, frames: Iterable[Frame]) -> int:
        """The number of the place at the end of the frames, outermost first; 0 if there are none."""
        up = 0
        for filename, line, function in frames:
            key = (up, filename, line, function)
            number = self._places.get(key)
            if number is None:
                number = self._new_place(key)
            up = number
        return up

    def _new_place(self, key: Tuple[int, str, int, str]) -> int:
        up, filename, line, function = key
        with self._lock:
            number = self._places[key] = len(self._places) + 1
            fields: Dict[str, Any] = {"id": number, "file": self._file(filename), "line": max(1, line),
                                      "function": function}
            if up:
                fields["up"] = up
            self.define("place", **fields)
        return number

    def _file(self, filename: str) -> int:
        number = self._files.get(filename)
        if number is None:
            number = self._files[filename] = len(self._files) + 1
            path = filename
            if filename.startswith(self._root + os.sep):
                path = filename[len(self._root) + 1:]
            fields: Dict[str, Any] = {"id": number, "path": path}
            if self._with_sources:
                text = "".join(linecache.getlines(filename))
                if text:
                    fields["text"] = text
            self.define("file", **fields)
        return number

    def name(self, text: str, kind: str, place: Optional[int] = None) -> int:
        """The number of a name."""
        key = (text, kind, place)
        number = self._names.get(key)
        if number is None:
            with self._lock:
                number = self._names[key] = len(self._names) + 1
                fields: Dict[str, Any] = {"id": number, "name": text, "kind": kind}
                if place:
                    fields["place"] = place
                self.define("name", **fields)
        return number

    def error(self, exc: BaseException, task: Optional[int] = None) -> int:
        """The number of an exception as it is now: with its members, cause, context and notes."""
        with self._lock:
            self._errors += 1
            self.define("error", id=self._errors, type=type(exc).__qualname__, message=str(exc))
            return self._errors

    def notice(self, text: str) -> None:
        """Says something about the recording itself: once, on stderr and in the file."""
        if text in self._said:
            return
        self._said.add(text)
        self.define("x_notice", id=len(self._said), text=text)
        self._say(text)

    @staticmethod
    def _say(text: str) -> None:
        try:
            sys.stderr.write(f"scopelab: {text}\n")
        except Exception:
            pass

    # The file

    def flush(self) -> None:
        """Hands everything to the system: what is flushed survives the program's end, however it comes."""
        with self._lock:
            if self._busy or not self.is_open or not (self._lines or self._header):
                return
            lines, self._lines = self._lines, []
            lines.sort(key=itemgetter(0))
            text = []
            if self._header is not None:
                text.append(_encode(self._header))
                self._header = None
            for _, fields in lines:
                moment = fields.get("time")
                if moment is not None:
                    if moment < self._last_time:
                        fields["time"] = self._last_time
                    else:
                        self._last_time = moment
                text.append(_encode(fields))
            text.append("")
            self._write("\n".join(text).encode("utf-8", "replace"))

    def _write(self, data: bytes) -> None:
        if os.getpid() != self._process:  # a fork: the file is the parent's
            self.is_open = False
            return
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(self._fd, view):]
        except OSError as exc:
            self.is_open = False
            self._say(f"recording stopped, {self.path}: {exc.strerror}")

    def close(self) -> None:
        """Writes what is left. What is said afterwards is nobody's."""
        self.flush()
        with self._lock:
            if self._fd >= 0:
                os.close(self._fd)
            self._fd = -1
            self.is_open = False
            self._lines.clear()
