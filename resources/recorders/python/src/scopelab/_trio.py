"""Trio: which of its functions tell what, from 0.22 on."""

from __future__ import annotations

import sys
from typing import Any, Callable, Optional

from . import _frames
from ._install import Patches
from ._recording import Recording
from ._trio_run import Recorder


def _guarded(recorder: Recorder, hook: Callable[..., Any]) -> Callable[..., Any]:
    """The program never sees an error of the recorder."""

    def call(*args: Any) -> Any:
        try:
            return hook(*args)
        except Exception as exc:
            recorder.failed(hook.__name__, exc)

    return call


def _around(recorder: Recorder, before: Optional[Callable[..., Any]], after: Optional[Callable[..., Any]] = None,
            is_protected: bool = False) -> Callable[[Any], Any]:
    """Makes a function that calls before(self, …), the original, and after(what before gave, its result, self, …)."""
    first = _guarded(recorder, before) if before else None
    last = _guarded(recorder, after) if after else None

    def make(old: Any) -> Any:
        if last is None:
            def new(self: Any, *args: Any, **kwargs: Any) -> Any:
                first(self, *args)  # type: ignore[misc]
                return old(self, *args, **kwargs)
        else:
            def new(self: Any, *args: Any, **kwargs: Any) -> Any:
                known = first(self, *args) if first else None
                result = old(self, *args, **kwargs)
                last(known, result, self, *args)
                return result
        if is_protected:  # as what it replaces: no KeyboardInterrupt between the two
            new = recorder.trio.lowlevel.enable_ki_protection(new)
        return new

    return make


def _setter(recorder: Recorder, before: Optional[Callable[..., Any]],
            after: Optional[Callable[..., Any]] = None) -> Callable[[Any], Any]:
    first = _guarded(recorder, before) if before else None
    last = _guarded(recorder, after) if after else None

    def make(old: Any) -> Any:
        def fset(self: Any, value: Any) -> None:
            if first:
                first(self, value)
            old.fset(self, value)
            if last:
                last(self, value)

        return property(old.fget, fset, old.fdel, old.__doc__)

    return make


def install(recording: Recording) -> Callable[[], None]:
    """Puts the recorder into Trio. Returns what takes it out again."""
    import outcome
    import trio
    from trio._core import _run

    _frames.hide(trio)
    _frames.hide(outcome)
    recorder = Recorder(recording, trio, _run, outcome.Error)
    recording.cancellations += (trio.Cancelled,)
    recording.current_tasks.append(recorder.current_task)
    patches = Patches(recording, f"Trio {trio.__version__}")
    if hasattr(getattr(_run.GLOBAL_RUN_CONTEXT, "runner", None), "tasks"):
        recording.notice("Trio runs already: call scopelab.record() outside of trio.run() to record it")
    _install_runs(recorder, patches, _run)
    _install_scopes(recorder, patches, _run)
    _install_resources(recorder, patches, trio)

    def uninstall() -> None:
        patches.undo()
        recorder.stop()

    return uninstall


def _install_runs(recorder: Recorder, patches: Patches, _run: Any) -> None:
    def make_setup(old: Any) -> Any:
        def setup_runner(*args: Any, **kwargs: Any) -> Any:
            runner = old(*args, **kwargs)
            _guarded(recorder, recorder.begin_run)(runner)
            return runner

        return setup_runner

    runner, task, nursery = _part(_run, "Runner"), _part(_run, "Task"), _part(_run, "Nursery")
    patches.replace(_run, "setup_runner", make_setup, "runs")
    patches.replace(runner, "task_exited", _around(recorder, recorder.task_exiting, recorder.task_exited), "ends of tasks")
    patches.replace(runner, "deliver_ki", _around(recorder, recorder.interrupted), "Ctrl+C")
    patches.replace(task, "_attempt_delivery_of_any_pending_cancel",
                    _around(recorder, recorder.delivering, recorder.delivered), "deliveries of cancellations")
    patches.replace(nursery, "_nested_child_finished", _around(recorder, recorder.body_finished),
                    "errors in the bodies of nurseries")
    patches.replace(_part(_run, "_TaskStatus"), "started", _around(recorder, recorder.scopes_of.started),
                    "moves of started tasks")


def _install_scopes(recorder: Recorder, patches: Patches, _run: Any) -> None:
    scope, hooks = _part(_run, "CancelScope"), recorder.scopes_of

    def make_enter(old: Any) -> Any:
        entered = _guarded(recorder, hooks.entered)

        def __enter__(self: Any) -> Any:
            result = old(self)
            entered(self, sys._getframe(1))
            return result

        return recorder.trio.lowlevel.enable_ki_protection(__enter__)

    patches.replace(scope, "__enter__", make_enter, "scopes")
    patches.replace(scope, "_close", _around(recorder, hooks.closing, hooks.closed), "ends of scopes")
    cancel = "_cancel" if "_cancel" in getattr(scope, "__dict__", {}) else "cancel"
    patches.replace(scope, cancel, _around(recorder, hooks.cancelling), "requests to cancel")
    patches.replace(scope, "shield", _setter(recorder, hooks.shielding), "changes of shields")
    patches.replace(scope, "deadline", _setter(recorder, None, hooks.deadline_set), "changes of deadlines")
    if "relative_deadline" in getattr(scope, "__dict__", {}):  # since 0.27
        patches.replace(scope, "relative_deadline", _setter(recorder, None, hooks.deadline_set), "changes of deadlines")


def _install_resources(recorder: Recorder, patches: Patches, trio: Any) -> None:
    hooks = recorder.resources
    sync = trio._sync
    lock = _part(sync, "_LockImpl") or _part(sync, "Lock")
    for owner, name, before, after, events in (
            (_part(sync, "Event"), "set", hooks.setting, None, "set events"),
            (lock, "acquire_nowait", None, hooks.acquired, "holders of locks"),
            (lock, "release", hooks.releasing, hooks.released, "holders of locks"),
            (_part(sync, "CapacityLimiter"), "acquire_on_behalf_of_nowait", None, hooks.borrowed, "holders of limiters"),
            (_part(sync, "CapacityLimiter"), "release_on_behalf_of", hooks.returning, hooks.returned,
             "holders of limiters")):
        patches.replace(owner, name, _around(recorder, before, after, is_protected=True), events)


def _part(module: Any, name: str) -> Any:
    return getattr(module, name, None)


__all__ = ["install"]
