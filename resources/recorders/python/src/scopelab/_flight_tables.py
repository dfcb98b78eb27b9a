"""What the events of a flight recorder speak of: kept as long as one of them does."""

from __future__ import annotations

import time
from typing import Any, Dict, Iterable, Iterator, List, Sequence, Set, Tuple

from ._flight_state import Entry

TABLES = ("file", "place", "name", "error")

#: Fields that refer to a line of a table.
_TABLE_OF = {"place": "place", "up": "place", "file": "file", "name": "name", "error": "error", "by": "error",
             "rest": "error", "cause": "error", "context": "error", "identity": "error", "members": "error"}
_SWEEP_AT = 20_000  # definitions
AT_ONCE = 200  # events: then other threads have their turn
PAUSE = 0.0001  # seconds: with 0 nobody would wake in time to take it

Key = Tuple[str, int]


class Tables:
    def __init__(self) -> None:
        self._lines: Dict[str, Dict[int, Dict[str, Any]]] = {table: {} for table in TABLES}
        self._sweep_at = _SWEEP_AT

    def define(self, table: str, fields: Dict[str, Any]) -> None:
        if table in self._lines:
            self._lines[table][fields["id"]] = {key: value for key, value in fields.items() if value is not None}

    def has(self, table: str, number: int) -> bool:
        return number in self._lines[table]

    def fields(self, key: Key) -> Dict[str, Any]:
        return self._lines[key[0]].get(key[1], {})

    def identity_of(self, error: int) -> int:
        identity: int = self._lines["error"].get(error, {}).get("identity", error)
        return identity

    def copy(self) -> "Tables":
        other = Tables()
        other._lines = {table: dict(lines) for table, lines in self._lines.items()}
        return other

    def of_entry(self, entry: Entry) -> Iterator[Key]:
        """What the event itself refers to."""
        if entry[4]:
            yield "place", entry[4]
        for key, value in entry[6].items():
            table = _TABLE_OF.get(key)
            if table is not None and type(value) is int:
                yield table, value

    def _below(self, key: Key) -> Iterator[Key]:
        for name, value in self.fields(key).items():
            table = _TABLE_OF.get(name)
            if table is None or name == "cause" and key[0] != "error" or name == "name" and key[0] == "name":
                continue
            for one in value if type(value) is list else (value,):
                if type(one) is int:
                    yield table, one

    def needed(self, roots: Iterable[Key], known: Set[Key]) -> List[Key]:
        """Those that have to be written before the roots can be spoken of, which are `known` from now on."""
        found: List[Key] = []
        todo = [(key, False) for key in roots]
        while todo:
            key, is_open = todo.pop()
            if is_open:
                found.append(key)
            elif key not in known and key[1] in self._lines[key[0]]:
                known.add(key)
                todo.append((key, True))
                todo.extend((one, False) for one in self._below(key))
        return found

    def is_due(self) -> bool:
        return sum(map(len, self._lines.values())) > self._sweep_at

    def marked(self, entries: Sequence[Entry]) -> Set[Key]:
        """What the events speak of, directly or not. Takes its time, in which the program goes on."""
        known: Set[Key] = set()
        for index, entry in enumerate(entries):
            if index % AT_ONCE == 0:
                time.sleep(PAUSE)
            self.needed(self.of_entry(entry), known)
        return known

    def forget(self, before: "Tables", known: Set[Key]) -> None:
        """Forgets what was there `before` and is not known."""
        for table, lines in self._lines.items():
            if table != "file":
                for number in before._lines[table]:
                    if (table, number) not in known:
                        lines.pop(number, None)
        self._sweep_at = max(_SWEEP_AT, 2 * sum(map(len, self._lines.values())))

    def places(self) -> Set[int]:
        return set(self._lines["place"])


__all__ = ["AT_ONCE", "PAUSE", "Tables"]
