"""What the program logs, as events. Nothing is printed because of it, and no handler is added."""

from __future__ import annotations

import sys
from typing import Any, Callable, Optional, Tuple

from . import _frames
from ._install import Patches
from ._recording import Recording

_LONGEST = 10_000  # characters


def install(recording: Recording) -> Callable[[], None]:
    """Records what reaches the handlers of a logger, or would if there were any."""
    import logging

    has_failed = False

    def make(old: Any) -> Any:
        def callHandlers(self: Any, record: Any) -> Any:
            nonlocal has_failed
            try:
                _log(recording, record)
            except Exception as exc:
                if not has_failed:
                    has_failed = True
                    recording.notice(f"logging: lines are missing: {exc!r}")
            return old(self, record)

        return callHandlers

    patches = Patches(recording, "logging")
    patches.replace(logging.Logger, "callHandlers", make, "logged lines")
    return patches.undo


def _log(recording: Recording, record: Any) -> None:
    at = _current(recording)
    if at is None:
        if not recording.is_taken or recording.is_over:
            return  # of no run
        at = recording, None, None
    recording, task, turn = at
    text = f"{record.levelname} {record.name}: {record.getMessage()}"[:_LONGEST]
    recording.event("logged", task=task, place=recording.place(_frames.running(3)) or None, cause=turn or None, text=text)


def _current(recording: Recording) -> Optional[Tuple[Recording, Optional[int], Optional[int]]]:
    for find in recording.current_tasks:
        found = find()
        if found is not None:
            return found
    hooks = getattr(sys.modules.get("scopelab._asyncio"), "hooks", None)
    known = hooks.current() if hooks is not None else None
    if known is None or known.is_exited or known.hooks is not hooks:
        return None
    return hooks.recording, known.id, hooks.turn_of(known)


__all__ = ["install"]
