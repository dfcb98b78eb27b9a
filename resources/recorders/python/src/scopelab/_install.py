"""Which libraries are recorded, and how the recorder gets into them."""

from __future__ import annotations

import functools
import importlib
import importlib.abc
import importlib.machinery
import sys
from typing import Any, Callable, Dict, List, Optional, Tuple

from ._recording import Recording

#: A library, and the module here whose install(recording) returns a function that takes everything back.
BACKENDS: Dict[str, str] = {"trio": "scopelab._trio", "asyncio": "scopelab._asyncio",
                            "anyio._backends._asyncio": "scopelab._anyio", "logging": "scopelab._log"}

Uninstall = Callable[[], None]


class Patches:
    """Functions of a library that are replaced for a while."""

    def __init__(self, recording: Recording, library: str) -> None:
        self._recording = recording
        self._library = library
        self._saved: List[Tuple[Any, str, Any]] = []

    def replace(self, owner: Any, name: str, make: Callable[[Any], Any], events: str) -> bool:
        """Replaces owner.name by make(owner.name). Without such a name only `events` are not recorded."""
        old = getattr(owner, "__dict__", {}).get(name) if owner is not None else None
        if old is None:
            part = f"{owner.__name__}.{name}" if owner is not None else name
            self._recording.notice(f"{self._library} has no {part}: {events} are not recorded")
            return False
        new = make(old)
        if callable(old):
            functools.update_wrapper(new, old)
        setattr(owner, name, new)
        self._saved.append((owner, name, old))
        return True

    def undo(self) -> None:
        for owner, name, old in reversed(self._saved):
            setattr(owner, name, old)
        self._saved.clear()


class _Finder(importlib.abc.MetaPathFinder):
    """Installs a backend when the program imports its library."""

    def __init__(self, installation: "Installation") -> None:
        self._installation = installation

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> Optional[importlib.machinery.ModuleSpec]:
        if sys.meta_path[0] is not self and self in sys.meta_path:
            # Somebody came before, as pytest does, and would load AnyIO, which has a plugin for it, past this one.
            sys.meta_path.remove(self)
            sys.meta_path.insert(0, self)
        if fullname not in self._installation.waiting:
            return None
        for finder in sys.meta_path:
            if finder is self or not hasattr(finder, "find_spec"):
                continue
            spec = finder.find_spec(fullname, path, target)
            if spec is not None and spec.loader is not None and hasattr(spec.loader, "exec_module"):
                self._after(spec.loader, fullname)
                return spec
        return None

    def _after(self, loader: Any, fullname: str) -> None:
        run = loader.exec_module

        def exec_module(module: Any) -> None:
            del loader.exec_module  # the class's own again
            run(module)
            self._installation.install(fullname)

        loader.exec_module = exec_module


class Installation:
    """The recorder in all libraries that the program has, or imports later."""

    def __init__(self, recording: Recording, *, with_log: bool = True) -> None:
        self._recording = recording
        self._undo: List[Uninstall] = []
        self.waiting = {library for library in BACKENDS if with_log or library != "logging"}
        self._finder = _Finder(self)
        sys.meta_path.insert(0, self._finder)
        for library in list(self.waiting):
            if library in sys.modules:
                self.install(library)

    def install(self, library: str) -> None:
        if library not in self.waiting:
            return
        self.waiting.discard(library)
        try:
            backend = importlib.import_module(BACKENDS[library])
            self._undo.append(backend.install(self._recording))
        except ModuleNotFoundError as exc:
            if exc.name != BACKENDS[library]:
                raise
        except Exception as exc:
            self._recording.notice(f"{library} is not recorded: {exc!r}")

    def uninstall(self) -> None:
        if sys.meta_path is not None and self._finder in sys.meta_path:  # None: the interpreter ends
            sys.meta_path.remove(self._finder)
        self.waiting.clear()
        for undo in reversed(self._undo):
            undo()
        self._undo.clear()
