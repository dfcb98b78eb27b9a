"""Records what cancellation does in a program, for ScopeLab.

    with scopelab.record("run.trace"):
        trio.run(main)

or, for a program as it is: python -m scopelab record program.py
"""

from __future__ import annotations

import atexit
import contextlib
import os
from typing import Any, Iterator, Optional

from ._flight import Triggers
from ._recording import VERSION as __version__
from ._recording import Recording

__all__ = ["record", "record_if_asked", "__version__"]


@contextlib.contextmanager
def record(path: str, *, title: Optional[str] = None, with_sources: bool = True, with_log: bool = True,
           last: Optional[float] = None, slow_stop: Optional[float] = None, **header: Any) -> Iterator[Recording]:
    """Records what Trio, asyncio and AnyIO do inside the with block.

    With `last` only so many seconds are kept, in memory, and written on SIGUSR1, on an unhandled error, by dump(),
    and, with `slow_stop`, when a stop takes longer than so many seconds."""
    from ._install import Installation

    recording = Recording(path, title=title, with_sources=with_sources, last=last, slow_stop=slow_stop, **header)
    installation = Installation(recording, with_log=with_log)
    triggers = Triggers(recording.flight) if recording.flight is not None else None
    atexit.register(recording.close)
    try:
        yield recording
    except Exception as exc:
        if triggers is not None:
            triggers.unhandled(exc)
        raise
    finally:
        installation.uninstall()
        if triggers is not None:
            triggers.uninstall()
        recording.close()
        atexit.unregister(recording.close)


def record_if_asked() -> Optional[Recording]:
    """Records the rest of the program into the file that SCOPELAB_RECORD names; does nothing if it names none."""
    path = os.environ.pop("SCOPELAB_RECORD", "")  # not for its children, which would write the same file
    if not path:
        return None
    manager = record(path)
    recording = manager.__enter__()
    atexit.register(manager.__exit__, None, None, None)
    return recording
