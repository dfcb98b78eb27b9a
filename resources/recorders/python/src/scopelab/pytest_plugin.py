"""For pytest: a recording of each async test that fails.

    pytest --scopelab            # into the folder scopelab
    pytest --scopelab=FOLDER

The loop of a test may have begun before it, with a fixture, and go on after it: there is one recording in memory, and
what happened during a test is written when it has failed. It begins with what lived then."""

from __future__ import annotations

import os
import re
from typing import Any, Iterator, List

import pytest

from ._flight import FlightFile, Triggers
from ._install import Installation
from ._recording import Recording

_LONGEST = 150  # characters of a name
_PLUGIN = "scopelab-recorder"


def pytest_addoption(parser: Any) -> None:
    group = parser.getgroup("scopelab")
    group.addoption("--scopelab", nargs="?", const="scopelab", default=None, metavar="FOLDER",
                    help="record what cancellation does in each async test that fails, into FOLDER (if not given: scopelab)")


def pytest_configure(config: Any) -> None:
    folder = config.getoption("--scopelab")
    if folder is None or config.pluginmanager.has_plugin(_PLUGIN):
        return
    try:
        os.makedirs(folder, exist_ok=True)
        config.pluginmanager.register(_Recorder(os.path.abspath(folder)), _PLUGIN)
    except OSError as exc:
        raise pytest.UsageError(f"--scopelab={folder}: no recording can be written there: {exc.strerror}")


class _Recorder:
    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._made: List[str] = []
        self._has_failed = False
        self._recording = Recording(os.path.join(folder, f"pytest-{os.getpid()}.trace"), last=float("inf"))
        assert self._recording.flight is not None
        self._flight: FlightFile = self._recording.flight
        self._installation = Installation(self._recording)
        self._triggers = Triggers(self._flight)

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: Any) -> Iterator[None]:
        self._has_failed = False
        self._flight.drop_all()
        outcome: Any = yield
        if (self._has_failed or outcome.excinfo is not None) and self._flight.has_events():
            path = self._flight.dump("the test failed", self._path(item.nodeid), title=item.nodeid)
            if path is not None:
                self._made.append(path)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item: Any, call: Any) -> Iterator[None]:
        outcome: Any = yield
        self._has_failed = self._has_failed or bool(outcome.get_result().failed)

    def _path(self, nodeid: str) -> str:
        """Named after the test; tests whose names differ in signs only get numbers."""
        name = re.sub(r"\W+", "-", nodeid.replace(".py::", "-")).strip("-")[:_LONGEST]
        path, count = os.path.join(self._folder, name + ".trace"), 1
        while path in self._made:
            count += 1
            path = os.path.join(self._folder, f"{name}-{count}.trace")
        return path

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if self._made:
            terminalreporter.section("recordings of failed tests")
            for path in self._made:
                terminalreporter.line(os.path.relpath(path))

    def pytest_unconfigure(self) -> None:
        self._triggers.uninstall()
        self._installation.uninstall()
        self._recording.close()
