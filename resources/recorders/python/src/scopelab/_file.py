"""The file of a recording: written as things happen, readable whenever the program ends."""

from __future__ import annotations

import _thread
import json
import os
import signal
import sys
import threading
import time
import weakref
from typing import Any, Callable, Dict, List, Optional

_FLUSH_EVERY = 0.2  # seconds: what a kill may cost
_ALIVE_EVERY = 5  # flushes without an event: then the file says that time goes on
_encode = json.JSONEncoder(separators=(",", ":"), default=repr).encode
_text = json.encoder.encode_basestring_ascii
_words: Dict[str, str] = {}


class Run:
    """What one run has to write. A signal may come at any point, and be an event itself: the number of an event is
    that of the lines before it, so that none can be taken twice or left out."""

    def __init__(self, prefix: str = "") -> None:
        self.prefix = prefix
        self.lines: List[str] = []  # one for each event, with the definitions before it
        self.definitions: List[str] = []
        self.written = 0
        self.time = 0

    def put(self, event: str, now: int, task: Optional[int], place: Optional[int], cause: Optional[int],
            fields: Dict[str, Any]) -> int:
        """Takes an event. Returns its number."""
        line = f'{{{self.prefix}"event":"{event}","time":{now}'
        if task is not None:
            line += f',"task":{task}'
        if place:
            line += f',"place":{place}'
        if cause:
            line += f',"cause":{cause}'
        line += fields_of(fields) + "}" if fields else "}"
        if self.definitions:
            line = "\n".join(self.definitions) + "\n" + line
            self.definitions.clear()
        self.lines.append(line)
        return self.written + len(self.lines)

    def put_definition(self, table: str, fields: Dict[str, Any]) -> None:
        self.definitions.append(f'{{{self.prefix}"define":"{table}"{fields_of(fields)}}}')

    def take(self) -> List[str]:
        lines = self.lines + self.definitions
        self.written += len(self.lines)
        self.lines.clear()
        self.definitions.clear()
        return lines


def _quoted(text: str) -> str:
    """As JSON. Words that are written again and again are kept."""
    quoted = _text(text)
    if len(text) < 20 and len(_words) < 200:
        _words[text] = quoted
    return quoted


def fields_of(fields: Dict[str, Any]) -> str:
    """As JSON, each with a comma before it. None is left out."""
    text = ""
    for key, value in fields.items():
        kind = type(value)
        if kind is int:
            text += f',"{key}":{value}'
        elif kind is str:
            text += f',"{key}":{_words.get(value) or _quoted(value)}'
        elif value is True:
            text += f',"{key}":true'
        elif value is not None:
            text += f',"{key}":{_encode(value)}'
    return text


class File:
    """Takes the lines of one or several runs."""

    def __init__(self, path: str, header: Dict[str, Any]) -> None:
        self.path = os.path.abspath(path)
        self.lock = threading.RLock()
        self.is_open = True
        self.is_busy = False  # an event is half put down: one that comes in a signal now has to wait
        self.late: List[Callable[[], Any]] = []
        self.alive: Optional[Callable[[], Any]] = None  # says that time goes on in a hang
        self.header: Optional[Dict[str, Any]] = header
        self.runs: List[Run] = []
        self._fd = self._create()
        self._quiet = 0
        self.has_ticker = False
        self._stop: Any = None
        self._ended: Any = None
        _files.add(self)

    def _create(self) -> int:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0)
        fd = os.open(self.path, flags, 0o600)
        os.chmod(self.path, 0o600)  # it may have been there before
        return fd

    def begin_run(self, about: Optional[Dict[str, Any]] = None) -> Run:
        """The first run is that of the header."""
        if about is None:
            return Run()
        number = len(self.runs) + 1
        self.runs[0].put_definition("run", {"id": number, **about})
        self.flush()  # before the lines of that run
        return Run('"run":%d,' % number)

    def tick(self) -> None:
        """Now and then, in a thread of its own."""
        self._quiet = 0 if self.has_news() else self._quiet + 1
        if self._quiet >= _ALIVE_EVERY and self.alive is not None:
            self._quiet = 0
            self.alive()
        self.flush()

    def start(self) -> None:
        """From now on the file is never long behind the program, even when that holds its thread."""
        if not self.has_ticker:
            self.has_ticker = True
            self._stop, self._ended = _thread.allocate_lock(), _thread.allocate_lock()
            self._stop.acquire()
            self._ended.acquire()
            # Not a threading.Thread: the program's own list of threads stays as it is.
            _thread.start_new_thread(_tick, (weakref.ref(self), self._stop, self._ended))

    def stop(self) -> None:
        """Ends the thread that start() made."""
        if self.has_ticker:
            self.has_ticker = False
            self._stop.release()
            self._ended.acquire(timeout=1)

    def has_news(self) -> bool:
        return any(run.lines for run in self.runs)

    def flush(self) -> None:
        with self.lock:
            if self.is_busy or not self.is_open:
                return
            self.is_busy = True
            try:
                text: List[str] = []
                if self.header is not None:
                    text.append(_encode(self.header))
                    self.header = None
                for run in self.runs:
                    text += run.take()
                if text:
                    text.append("")
                    self._write("\n".join(text).encode("utf-8", "replace"))
            finally:
                self.is_busy = False
            if self.late:
                self.catch_up()

    def catch_up(self) -> None:
        """Takes what came in a signal, in the midst of something else."""
        with self.lock:
            late, self.late = self.late, []
            for add in late:
                add()

    def _write(self, data: bytes) -> None:
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(self._fd, view):]
        except OSError as exc:
            self.is_open = False
            say(f"recording stopped, {self.path}: {exc.strerror}")

    def close(self) -> None:
        self.flush()
        self.stop()
        with self.lock:
            if self._fd >= 0:
                os.close(self._fd)
            self.forget()

    def forget(self) -> None:
        self._fd = -1
        self.is_open = False
        for run in self.runs:
            run.take()


def say(text: str) -> None:
    """A line on stderr, if there is one."""
    try:
        sys.stderr.write(f"scopelab: {text}\n")
        sys.stderr.flush()
    except Exception:
        pass


def _tick(file: "weakref.ref[File]", stop: Any, ended: Any) -> None:
    try:
        _flush_now_and_then(file, stop)
    finally:
        ended.release()


def _flush_now_and_then(file: "weakref.ref[File]", stop: Any) -> None:
    if hasattr(signal, "pthread_sigmask"):  # signals are for the program's threads
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    while not stop.acquire(timeout=_FLUSH_EVERY):
        own = file()
        if own is None or not own.is_open:
            return
        try:
            own.tick()
        except Exception as exc:
            say(f"recording stopped: {exc!r}")
            own.is_open = False
        del own


_files: "weakref.WeakSet[File]" = weakref.WeakSet()


def _before_fork() -> None:
    """Python warns of a fork with several threads; the next event makes a new one."""
    for file in list(_files):
        if file.has_ticker:
            file.flush()
            file.stop()
            time.sleep(0.001)  # until the system has seen its end


def _after_fork() -> None:
    """The recording is the parent's; the lock may be held by a thread that is not here."""
    for file in list(_files):
        file.lock = threading.RLock()
        if file._fd >= 0:
            os.close(file._fd)
        file.forget()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_before_fork, after_in_child=_after_fork)

__all__ = ["File", "Run", "fields_of", "say"]
