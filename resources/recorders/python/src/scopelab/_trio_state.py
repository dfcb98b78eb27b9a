"""What the recorder knows of Trio's tasks and scopes. It keeps neither alive: a task is forgotten when it has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Optional, Tuple

if TYPE_CHECKING:
    from ._trio_run import TrioRun


class Info:
    """A living task."""

    __slots__ = ("id", "run", "task", "turn", "cause", "request", "is_started", "is_written", "is_stopping", "flying",
                 "place", "wait", "until", "has_thread", "timeout", "is_quiet")

    def __init__(self, run: "TrioRun", task: Any, number: int) -> None:
        self.id = number
        self.run = run
        self.task = task
        self.turn = 0  # the event of its last turn that was written
        self.cause = 0  # what wakes it
        self.request = 0  # what is delivered to it
        self.is_started = False
        self.is_written = False  # its wait is
        self.is_stopping = False  # a Cancelled is on its way
        self.flying: Dict[int, None] = {}  # identities of errors on their way
        self.place = 0
        self.wait = ""
        self.until: Optional[int] = None
        self.has_thread = False
        self.timeout = 0  # the scope whose deadline ended it last
        self.is_quiet = False  # nothing is to be said of its turns

    def settle(self) -> None:
        """Is a turn of this task worth a look?"""
        self.is_quiet = self.is_started and not (self.is_written or self.is_stopping or self.flying or self.request)


class Scope:
    """An open scope of the program's own."""

    __slots__ = ("number", "run", "role", "state", "current", "request", "ref", "around", "was_stopping",
                 "is_by_deadline")

    def __init__(self, run: "TrioRun", number: int, role: Optional[str], ref: Any) -> None:
        self.number = number
        self.run = run
        self.role = role
        self.state = "none"
        self.current = 0  # the request by which it is effective, or that it holds
        self.request = 0  # its own
        self.ref = ref
        self.around: Tuple[int, ...] = ()  # errors that were on their way when it was entered
        self.was_stopping = False
        self.is_by_deadline = False
