"""What a run has come to: what lives, stands and waits after events that are not kept any more."""

from __future__ import annotations

from typing import Any, Callable, Dict, Iterator, List, Optional, Tuple

#: Number, time, name, task, place, cause and other fields of an event.
Entry = Tuple[int, int, str, Optional[int], Optional[int], Optional[int], Dict[str, Any]]

_MOST_RESOURCES = 10_000  # that nobody holds and nobody waits for: nobody says when one is gone
_MOST_REQUESTS = 4  # of one scope


class Task:
    """A living task: the events that made it what it is."""

    __slots__ = ("spawned", "moved", "resumed", "stop", "wait", "held", "thread", "starting", "errors")

    def __init__(self, spawned: Entry) -> None:
        self.spawned = spawned
        self.moved: Optional[Entry] = None
        self.resumed: Optional[Entry] = None
        self.stop: Optional[Entry] = None
        self.wait: Optional[Entry] = None
        self.held: Optional[Entry] = None
        self.thread: Optional[Entry] = None
        self.starting: Optional[Entry] = None
        self.errors: Dict[int, Entry] = {}  # on their way, by identity


class Scope:
    """An open scope."""

    __slots__ = ("entered", "now", "expired", "requests", "state")

    def __init__(self, entered: Entry) -> None:
        self.entered = entered
        self.now: Dict[str, Any] = {}  # fields that are not what they were then
        self.expired: Optional[Entry] = None
        self.requests: List[Entry] = []
        self.state: Optional[Entry] = None


class Resource:
    __slots__ = ("seen", "holders", "was_set")

    def __init__(self, seen: Entry) -> None:
        self.seen = seen
        self.holders: List[Entry] = []
        self.was_set: Optional[Entry] = None


class State:
    """Takes events one by one, and tells in other events what they have led to."""

    def __init__(self, identity_of: Callable[[int], int]) -> None:
        self._identity_of = identity_of
        self.tasks: Dict[int, Task] = {}
        self.scopes: Dict[int, Scope] = {}
        self.resources: Dict[int, Resource] = {}
        self._shutdowns: List[Entry] = []
        self.is_over = False

    def apply(self, entry: Entry) -> None:
        handler = _HANDLERS.get(entry[2])
        if handler is not None:
            handler(self, entry)

    # Tasks

    def _task_spawned(self, entry: Entry) -> None:
        if entry[3] is not None:
            self.tasks[entry[3]] = Task(entry)

    def _task_event(self, entry: Entry) -> None:
        task = self.tasks.get(entry[3] or 0)
        if task is None:
            return
        event = entry[2]
        if event == "task_resumed":
            task.resumed, task.wait, task.held, task.starting = entry, None, None, None
        elif event == "task_suspended":
            task.wait = entry
            resource = self.resources.pop(entry[6].get("resource") or 0, None)
            if resource is not None:  # the last to be forgotten
                self.resources[entry[6]["resource"]] = resource
        elif event == "task_stopping":
            task.stop, task.wait, task.held, task.starting = entry, None, None, None
            task.resumed = task.resumed or entry
        elif event in ("cancel_delivered", "cancel_held"):
            task.held = entry
        elif event == "task_moved":
            task.moved = entry
        elif event == "task_starting":
            task.starting = entry
        elif event == "thread_borrowed":
            task.thread = entry
        elif event in ("thread_returned", "thread_abandoned"):
            task.thread = None

    def _task_ended(self, entry: Entry) -> None:
        self.tasks.pop(entry[3] or 0, None)

    def _error_event(self, entry: Entry) -> None:
        task, error = self.tasks.get(entry[3] or 0), entry[6].get("error")
        if task is None:
            return
        if entry[2] == "error_raised" and error is not None:
            task.errors[self._identity_of(error)] = entry
        elif error is not None:
            task.errors.pop(self._identity_of(error), None)
        elif entry[2] == "error_handled":
            task.stop = None  # a cancellation that somebody swallowed

    # Scopes

    def _scope_entered(self, entry: Entry) -> None:
        self.scopes[entry[6]["scope"]] = Scope(entry)

    def _scope_event(self, entry: Entry) -> None:
        event, fields = entry[2], entry[6]
        scope = self.scopes.get(fields.get("scope") or 0)
        if scope is None:
            return
        if event == "scope_exited":
            del self.scopes[fields["scope"]]
            task = self.tasks.get(entry[3] or 0)
            if task is not None and fields.get("has_absorbed"):
                task.stop = None
        elif event == "scope_moved":
            scope.now["parent"] = fields.get("parent")
        elif event == "shield_changed":
            scope.now["is_shielded"] = fields.get("is_shielded") or None
        elif event == "deadline_changed":
            scope.now["deadline"] = fields.get("deadline")
            scope.expired = None
        elif event == "deadline_expired":
            scope.expired = entry
        elif event == "cancel_state_changed":
            scope.state = entry if fields.get("state") not in (None, "none") else None

    def _cancel_requested(self, entry: Entry) -> None:
        number = entry[6].get("scope")
        if number is None:
            requests = self._shutdowns
        elif number in self.scopes:
            requests = self.scopes[number].requests
        else:
            return
        requests.append(entry)
        del requests[:-_MOST_REQUESTS]

    # What tasks wait for

    def _resource_event(self, entry: Entry) -> None:
        event, fields = entry[2], entry[6]
        number = fields.get("resource") or 0
        if event == "resource_seen":
            self.resources[number] = Resource(entry)
            if len(self.resources) > _MOST_RESOURCES:
                self._forget_resources()
            return
        resource = self.resources.get(number)
        if resource is None:
            return
        if event == "resource_acquired":
            resource.holders.append(entry)
        elif event == "resource_set":
            resource.was_set = entry
        elif event == "resource_released":
            for held in resource.holders:
                if held[6].get("holder") == fields.get("holder"):
                    resource.holders.remove(held)
                    break

    def _forget_resources(self) -> None:
        """Half of those that nobody has used for the longest time."""
        awaited = {task.wait[6].get("resource") for task in self.tasks.values() if task.wait is not None}
        for number in [number for number, one in self.resources.items()
                       if number not in awaited and not any(held[6].get("holder") in self.tasks for held in one.holders)
                       ][:_MOST_RESOURCES // 2]:
            del self.resources[number]

    def _run_ended(self, entry: Entry) -> None:
        self.is_over = True

    # What it has led to

    def events(self) -> Iterator[Entry]:
        """As a run that comes to this at once: those that stand outside first."""
        yield from self._what_lives()
        for task in self.tasks.values():
            if task.moved is not None:
                yield task.moved
        for resource in self.resources.values():
            yield resource.seen
            if resource.was_set is not None:
                yield resource.was_set
            yield from resource.holders
        for task in self.tasks.values():
            if task.resumed is not None:
                number, time, _, own, place, cause, _ = task.resumed
                is_stop = task.resumed is task.stop
                yield (0 if is_stop else number, time, "task_resumed", own, place, None if is_stop else cause,
                       {"is_first": True})
        for scope in self.scopes.values():
            for request in scope.requests:
                if scope.expired is not None and request[5] == scope.expired[0]:
                    yield scope.expired
                yield request
        yield from self._shutdowns
        for scope in self.scopes.values():  # entered from the outside inwards
            if scope.state is not None:
                yield scope.state
        for task in self.tasks.values():
            yield from self._doing(task)

    @staticmethod
    def _doing(task: Task) -> Iterator[Entry]:
        yield from task.errors.values()
        for entry in sorted(filter(None, (task.stop, task.thread, task.starting, task.wait, task.held))):
            yield entry

    def _what_lives(self) -> Iterator[Entry]:
        """Tasks and scopes, each after what it stands in."""
        said = set()
        todo = sorted([task.spawned for task in self.tasks.values()] + [scope.entered for scope in self.scopes.values()],
                      reverse=True)
        opened = set()
        while todo:
            entry = todo[-1]
            if entry[0] in said:
                todo.pop()
                continue
            around = self._around(entry)
            missing = [one for one in around if one[0] not in said and one[0] not in opened]
            if missing and entry[0] not in opened:
                opened.add(entry[0])
                todo.extend(missing)
                continue
            todo.pop()
            said.add(entry[0])
            yield self._as_now(entry)

    def _around(self, entry: Entry) -> List[Entry]:
        fields = self._as_now(entry)[6]
        found = []
        for key in ("scope", "parent"):
            scope = self.scopes.get(fields.get(key) or 0)
            if scope is not None and scope.entered is not entry:
                found.append(scope.entered)
        task = self.tasks.get(entry[3] or 0)
        if task is not None and task.spawned is not entry:
            found.append(task.spawned)
        return found

    def _as_now(self, entry: Entry) -> Entry:
        if entry[2] != "scope_entered":
            return entry
        return (*entry[:6], {**entry[6], **self.scopes[entry[6]["scope"]].now})


_HANDLERS: Dict[str, Callable[[State, Entry], None]] = {
    "task_spawned": State._task_spawned, "task_exited": State._task_ended, "task_leaked": State._task_ended,
    "scope_entered": State._scope_entered, "cancel_requested": State._cancel_requested, "run_ended": State._run_ended,
    **dict.fromkeys(("task_resumed", "task_suspended", "task_stopping", "cancel_delivered", "cancel_held", "task_moved",
                     "task_starting", "thread_borrowed", "thread_returned", "thread_abandoned"), State._task_event),
    **dict.fromkeys(("error_raised", "error_handled", "error_replaced", "error_lost"), State._error_event),
    **dict.fromkeys(("scope_exited", "scope_moved", "shield_changed", "deadline_changed", "deadline_expired",
                     "cancel_state_changed"), State._scope_event),
    **dict.fromkeys(("resource_seen", "resource_acquired", "resource_released", "resource_set"), State._resource_event)}

__all__ = ["Entry", "State"]
