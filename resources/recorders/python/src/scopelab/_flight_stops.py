"""Stops that take long: from a cancellation, or a signal, to the end of what is to stop."""

from __future__ import annotations

import signal
import time
from typing import Any, Callable, Dict, List, Optional, Tuple

_SIGNALS = ("SIGINT", "SIGTERM")
_NAMES = {"explicit": "somebody", "deadline": "its deadline", "task_group": "its task group", "operator": "Ctrl+C",
          "shutdown": "the end of main"}


class Stops:
    def __init__(self, limit: Optional[float]) -> None:
        self.limit = limit
        self._begun: Dict[Tuple[int, Any], Tuple[float, str]] = {}

    def see(self, run: int, event: str, fields: Dict[str, Any]) -> None:
        if self.limit is None:
            return
        if event == "cancel_requested":
            by = _NAMES.get(fields.get("source") or "", "somebody")
            self._begun.setdefault((run, fields.get("scope")), (time.monotonic(), by))
        elif event == "scope_exited":
            self._begun.pop((run, fields.get("scope")), None)
        elif event == "operator_acted":
            self._begun.setdefault((run, "Ctrl+C"), (time.monotonic(), "Ctrl+C"))
        elif event == "run_ended":
            for key in [key for key in list(self._begun) if key[0] in (run, 0)]:
                self._begun.pop(key, None)

    def signalled(self, name: str) -> None:
        self._begun.setdefault((0, name), (time.monotonic(), name))

    def slow(self, now: float) -> Optional[str]:
        """What has taken longer than the limit; each stop once."""
        if self.limit is None:
            return None
        for key, (began, by) in list(self._begun.items()):
            if now - began > self.limit:
                self._begun[key] = (float("inf"), by)
                return f"a stop, asked for by {by}, takes longer than {self.limit:g} s"
        return None


class SignalWatch:
    """Sees SIGINT and SIGTERM, whoever handles them, and dumps on SIGUSR1, if nobody does.

    signal.signal() and getsignal() go on to show the program its own handlers."""

    def __init__(self, ask: Callable[[str], None], stops: Optional[Stops]) -> None:
        self._ask = ask
        self._stops = stops
        self._own: Optional[Callable[..., None]] = None
        self._undo: List[Callable[[], None]] = []
        self._wrapped: Dict[Any, Any] = {}  # what the system calls -> the program's handler
        try:
            self._take_usr1()
            if stops is not None:
                self._watch()
        except ValueError:  # only the main thread may
            pass

    def _take_usr1(self) -> None:
        number = getattr(signal, "SIGUSR1", None)
        if number is None or signal.getsignal(number) is not signal.SIG_DFL:
            return

        def dump(number: int, frame: Any) -> None:
            self._ask("SIGUSR1")

        self._own = dump
        signal.signal(number, dump)

        def undo() -> None:
            if signal.getsignal(number) is dump:
                signal.signal(number, signal.SIG_DFL)

        self._undo.append(undo)

    def _watch(self) -> None:
        old_signal, old_getsignal = signal.signal, signal.getsignal
        watched = {getattr(signal, name): name for name in _SIGNALS}

        def set_handler(signalnum: Any, handler: Any) -> Any:
            if signalnum in watched and callable(handler) and handler is not signal.default_int_handler:
                handler = self._wrap(watched[signalnum], handler)
            before = old_signal(signalnum, handler)
            return self._wrapped.pop(before, before) if callable(before) else before

        def getsignal(signalnum: Any) -> Any:
            handler = old_getsignal(signalnum)
            return self._wrapped.get(handler, handler) if callable(handler) else handler

        for number in watched:
            handler = old_getsignal(number)
            if callable(handler):
                set_handler(number, handler)
        signal.signal, signal.getsignal = set_handler, getsignal

        def undo() -> None:
            signal.signal, signal.getsignal = old_signal, old_getsignal
            for number in watched:
                handler = old_getsignal(number)
                if callable(handler) and handler in self._wrapped:
                    old_signal(number, self._wrapped[handler])

        self._undo.append(undo)

    def _wrap(self, name: str, handler: Any) -> Any:
        stops = self._stops

        def call(number: Any, frame: Any) -> Any:
            if stops is not None:
                stops.signalled(name)
            return handler(number, frame)

        self._wrapped[call] = handler
        return call

    def uninstall(self) -> None:
        for undo in reversed(self._undo):
            try:
                undo()
            except ValueError:
                pass
        self._undo.clear()


__all__ = ["SignalWatch", "Stops"]
