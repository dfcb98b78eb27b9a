"""What tasks of Trio wait for: the kind of a wait, and the object."""

from __future__ import annotations

import linecache
import re
import weakref
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Set, Tuple

if TYPE_CHECKING:
    from ._trio_run import Recorder
    from ._trio_state import Info

_CHECKPOINTS = {"checkpoint", "cancel_shielded_checkpoint", "checkpoint_if_cancelled"}
_WAITS = {
    "sleep": "sleep", "sleep_until": "sleep", "sleep_forever": "sleep",
    "Event.wait": "event", "Condition.wait": "event",
    "_LockImpl.acquire": "lock", "Lock.acquire": "lock", "Condition.acquire": "lock",
    "Semaphore.acquire": "semaphore",
    "CapacityLimiter.acquire": "limiter", "CapacityLimiter.acquire_on_behalf_of": "limiter",
    "MemoryReceiveChannel.receive": "channel", "MemorySendChannel.send": "channel",
    "to_thread_run_sync": "thread", "run_sync": "thread",  # its name inside, and the one that people see
    "Nursery.start": "start",
    "NurseryManager.__aexit__": "gate", "Nursery._nested_child_finished": "gate",
}
_KINDS = {"event": "event", "lock": "lock", "semaphore": "semaphore", "limiter": "limiter", "channel": "channel"}
_CALLED = re.compile(r"([\w.\[\]]+)\.(?:wait|acquire|receive|send|acquire_on_behalf_of)\(")
_ENTERED = re.compile(r"async (?:with|for \w+ in) ([\w.\[\]]+)")


def kind_of_wait(names: List[str]) -> str:
    """From the functions of Trio, outermost first, in which the task waits."""
    word = next((_WAITS[name] for name in names if name in _WAITS), "future")
    if not any(name in _CHECKPOINTS for name in names):
        return word
    # It lets a task wait only where it is cancelled: whoever came for a lock goes without, or a message stays unsent.
    return word if word in _KINDS and "checkpoint_if_cancelled" in names else "checkpoint"


class Resources:
    """Locks and the like; each is told of when a task waits for it, not before."""

    def __init__(self, recorder: "Recorder") -> None:
        self._recorder = recorder
        self._count = 0
        self._known: Dict[int, Tuple[Any, int, Any]] = {}  # address -> reference, number, recording

    def _find(self, thing: Any) -> Optional[Tuple[Any, int, Any]]:
        known = self._known.get(id(thing)) if self._known else None
        return known if known is not None and known[0]() is thing else None

    def awaited(self, info: "Info", wait: str, chain: List[Tuple[Any, Any, Any]]) -> Optional[int]:
        """The number of what the task waits for."""
        kind = _KINDS.get(wait)
        if kind is None:
            return None
        for coro, frame, _ in chain:
            if frame is not None and _WAITS.get(getattr(coro, "__qualname__", "")) == wait:
                thing = frame.f_locals.get("self")
                if wait == "channel":
                    thing = getattr(thing, "_state", None)  # the two ends have one
                if wait == "lock" and type(thing).__name__ == "Condition":
                    thing = getattr(thing, "_lock", None)
                return self._number(info, thing, kind) if thing is not None else None
        return None

    def _number(self, info: "Info", thing: Any, kind: str) -> int:
        known = self._find(thing)
        recording = info.run.recording
        if known is not None and known[2] is recording:
            return known[1]
        self._count += 1
        number, address, table = self._count, id(thing), self._known
        table[address] = (weakref.ref(thing, lambda ref: table.pop(address, None)), number, recording)
        recording.event("resource_seen", task=info.id, place=info.place, resource=number, kind=kind,
                        name=recording.name(_name_at(info, kind), type(thing).__name__, info.place))
        for holder in [getattr(thing, "_owner", None)] if kind == "lock" else list(getattr(thing, "_borrowers", ())):
            self._tell(recording, "resource_acquired", number, holder)
        return number

    def _tell(self, recording: Any, event: str, number: int, holder: Any) -> int:
        has = self._recorder.tasks.get(id(holder))
        by = self._recorder.current()
        if has is None or has.run.recording is not recording:
            return 0
        return int(recording.event(event, task=by.id if by else None, resource=number, holder=has.id,
                                   cause=by.turn if by else None))

    # Hooks

    def setting(self, event: Any) -> None:
        known = self._find(event)
        if known is None or event.is_set():
            return
        by = self._recorder.current()
        number = known[2].event("resource_set", task=by.id if by else None, resource=known[1],
                                cause=by.turn if by else None)
        for task in event._tasks:
            info = self._recorder.tasks.get(id(task))
            if info:
                info.cause = number

    def acquired(self, _: Any, result: Any, lock: Any) -> None:
        known = self._find(lock)
        if known is not None:
            self._tell(known[2], "resource_acquired", known[1], getattr(lock, "_owner", None))

    def releasing(self, lock: Any) -> Any:
        return getattr(lock, "_owner", None) if self._find(lock) is not None else None

    def released(self, holder: Any, result: Any, lock: Any) -> None:
        known = self._find(lock)
        if known is None or holder is None:
            return
        number = self._tell(known[2], "resource_released", known[1], holder)
        owner = getattr(lock, "_owner", None)
        if owner is not None:
            self._wake(owner, self._tell(known[2], "resource_acquired", known[1], owner) or number)

    def borrowed(self, _: Any, result: Any, limiter: Any, borrower: Any) -> None:
        known = self._find(limiter)
        if known is not None:
            self._tell(known[2], "resource_acquired", known[1], borrower)

    def returning(self, limiter: Any, borrower: Any) -> Optional[Set[Any]]:
        return set(limiter._borrowers) if self._find(limiter) is not None else None

    def returned(self, before: Optional[Set[Any]], result: Any, limiter: Any, borrower: Any) -> None:
        known = self._find(limiter)
        if known is None or before is None:
            return
        self._tell(known[2], "resource_released", known[1], borrower)
        for woken in set(limiter._borrowers) - before:
            self._wake(woken, self._tell(known[2], "resource_acquired", known[1], woken))

    def _wake(self, task: Any, cause: int) -> None:
        info = self._recorder.tasks.get(id(task))
        if info:
            info.cause = cause


def _name_at(info: "Info", kind: str) -> str:
    """What the program calls it, in the line that waits."""
    frame = info.run.recording.frame(info.place)
    if frame is None:
        return kind
    line = linecache.getline(frame[0], frame[1])
    found = _CALLED.search(line) or _ENTERED.search(line)
    return found.group(1).rpartition(".")[2] if found else kind
