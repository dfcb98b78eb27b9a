"""The text of a recording that begins in the midst of a run."""

from __future__ import annotations

import json
import time
from typing import Any, Dict, Iterable, List, NamedTuple, Optional, Set, Tuple

from ._file import fields_of
from ._flight_state import Entry
from ._flight_tables import AT_ONCE, PAUSE, Tables

_encode = json.JSONEncoder(separators=(",", ":"), default=repr).encode

#: Which of the living a field refers to.
_KINDS = {"scope": "scope", "parent": "scope", "gate": "scope", "group": "scope", "spawner": "task", "started": "task",
          "holder": "task", "resource": "resource"}
#: Without which an event says nothing, or something else.
_NEEDED = {"task_moved": ("scope",), "task_starting": ("started", "group"), "cancel_requested": ("scope",),
           **dict.fromkeys(("scope_exited", "scope_moved", "cancel_state_changed", "shield_changed", "deadline_changed",
                            "deadline_expired", "group_formed"), ("scope",)),
           **dict.fromkeys(("resource_acquired", "resource_released"), ("resource", "holder")),
           "resource_set": ("resource",), "error_replaced": ("error",), "error_handled": ("error",),
           "error_raised": ("error",), "error_lost": ("error",)}
_BEGINS = {"task_spawned": "task", "scope_entered": "scope", "resource_seen": "resource"}
_ENDS = {"task_exited": "task", "task_leaked": "task", "scope_exited": "scope"}
_TIMES = ("deadline", "until")


class Part(NamedTuple):
    """One run."""

    number: int
    about: Dict[str, Any]
    base: int  # the time of the run at which the recording begins
    now: int
    state: List[Entry]
    ring: List[Entry]
    tables: Tables
    dropped: int
    is_short: bool  # the ring has less than it should
    is_over: bool


def text_of(header: Dict[str, Any], parts: List[Part], reason: str, most: int) -> str:
    lines: List[str] = []
    for index, part in enumerate(parts):
        about = dict(header) if index == 0 else {}
        if part.number != 1:
            about.update(part.about)
        if "start_ns" in about and about.get("clock") != "virtual":
            about["start_ns"] += part.base
        if index == 0:
            about["x_dumped"] = reason
            if part.number != 1:
                about["run"] = part.number
            lines.append(_encode(about))
        else:
            lines.append(f'{{"define":"run","id":{part.number}{fields_of(about)}}}')
        _Writer(part, '"run":%d,' % part.number if index else "", lines).write(reason, most)
    if not parts:
        lines.append(_encode({**header, "x_dumped": reason}))
    lines.append("")
    return "\n".join(lines)


class _Writer:
    def __init__(self, part: Part, prefix: str, lines: List[str]) -> None:
        self._part = part
        self._prefix = prefix
        self._lines = lines
        self._ids: Dict[str, Set[Any]] = {"task": set(), "scope": set(), "resource": set()}
        self._tasks_ever: Set[int] = set()
        self._events: Set[int] = set()
        self._defined: Set[Tuple[str, int]] = set()

    def write(self, reason: str, most: int) -> None:
        part = self._part
        if part.dropped:
            self._say("x_recording_began", 0, {"dropped": part.dropped, "most_events": most if part.is_short else None})
        for entry in part.state:
            self._write(entry, part.base - entry[1])
        for index, entry in enumerate(part.ring):
            if index % AT_ONCE == 0:
                time.sleep(PAUSE)
            self._write(entry)
        if not part.is_over:
            self._say("x_dumped", max(0, part.now - part.base), {"reason": reason})

    def _say(self, event: str, time: int, fields: Dict[str, Any]) -> None:
        self._lines.append(f'{{{self._prefix}"event":"{event}","time":{time}{fields_of(fields)}}}')

    def _write(self, entry: Entry, age: Optional[int] = None) -> None:
        number, time, event, task, place, cause, fields = entry
        ids = self._ids
        if task is not None and event != "task_spawned" and task not in ids["task"]:
            return
        kept = {key: value for key, value in fields.items() if self._is_known(event, key, value)}
        if any(fields.get(key) is not None and key not in kept for key in _NEEDED.get(event, ())):
            return
        for key in _TIMES:
            if kept.get(key) is not None:
                kept[key] = max(0, kept[key] - self._part.base)
        if age:
            kept["x_age"] = age
        self._define(self._part.tables.of_entry(entry))
        line = f'{{{self._prefix}"event":"{event}"' + (f',"id":{number}' if number else "")
        line += f',"time":{max(0, time - self._part.base)}'
        if task is not None:
            line += f',"task":{task}'
        if place and ("place", place) in self._defined:
            line += f',"place":{place}'
        if cause and cause in self._events:
            line += f',"cause":{cause}'
        self._lines.append(line + fields_of(kept) + "}")
        self._events.add(number)
        if event in _BEGINS:
            ids[_BEGINS[event]].add(task if event == "task_spawned" else fields[_BEGINS[event]])
            if event == "task_spawned" and task is not None:
                self._tasks_ever.add(task)

    def _is_known(self, event: str, key: str, value: Any) -> bool:
        if value is None or _BEGINS.get(event) == key:
            return value is not None
        kind = _KINDS.get(key)
        if kind is not None:
            return value in self._ids[kind]
        if key == "request":
            return value in self._events
        if key == "name":
            return self._part.tables.has("name", value)
        if key in ("error", "by", "rest"):
            return self._part.tables.has("error", value)
        return True

    def _define(self, keys: Iterable[Tuple[str, int]]) -> None:
        tables = self._part.tables
        for key in tables.needed(keys, self._defined):
            fields = {name: value for name, value in tables.fields(key).items() if self._may_say(key, name, value)}
            if "members" in fields:
                fields["members"] = [one for one in fields["members"] if ("error", one) in self._defined]
            self._lines.append(f'{{{self._prefix}"define":"{key[0]}"{fields_of(fields)}}}')

    def _may_say(self, key: Tuple[str, int], name: str, value: Any) -> bool:
        if name == "task":
            return value in self._tasks_ever
        if key[0] == "error" and name in ("cause", "context", "identity"):
            return ("error", value) in self._defined
        if name in ("place", "up"):
            return ("place", value) in self._defined
        return True


__all__ = ["Part", "text_of"]
