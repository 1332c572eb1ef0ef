"""Tutors that begin at the same moment take turns: only one looks for damage and mends it.

A lock is let go by the system however its holder ends. Where there are none (Windows, some network
file systems), or another tutor was stopped while it held one, nobody waits for ever.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

FILE: Final = "opening.lock"
PATIENCE: Final = 5.0
"""Seconds to wait for a turn."""
_PAUSE: Final = 0.01


@contextmanager
def turn(folder: Path) -> Iterator[None]:
    """Hold the lock of a store's folder, if it can be had within PATIENCE."""
    try:
        file = os.open(folder / FILE, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    except OSError:
        yield
        return
    try:
        _wait_for(file)
        yield
    finally:
        os.close(file)


def _wait_for(file: int) -> None:
    try:
        import fcntl
    except ImportError:
        return
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_PAUSE)
        except OSError:
            return
        else:
            return
