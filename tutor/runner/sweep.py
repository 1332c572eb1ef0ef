"""Finding and ending every descendant of this process, also those that fled their session.

Needs PR_SET_CHILD_SUBREAPER: a process whose parent has ended becomes our own child, where it
can be seen, killed and reaped without a race for its number.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import time
from collections.abc import Collection
from pathlib import Path


def children() -> list[int]:
    """Return the numbers of this process's children, those that ended but are not reaped too."""
    try:
        text = Path(f"/proc/self/task/{os.getpid()}/children").read_text()
    except OSError:
        return _children_by_search()
    return [int(word) for word in text.split()]


def _children_by_search() -> list[int]:
    """Return the same where the kernel was built without lists of children."""
    found: list[int] = []
    me = str(os.getpid())
    for entry in os.scandir("/proc"):
        if not entry.name.isdecimal():
            continue
        with contextlib.suppress(OSError):
            after_name = Path(entry.path, "stat").read_text().rpartition(")")[2].split()
            if after_name[1] == me:
                found.append(int(entry.name))
    return found


def kill_children(spared: Collection[int] = ()) -> int:
    """Kill and reap every child not in `spared`, and those they leave behind; return how many.

    All are stopped before the first is killed, so that a program that forks without end gets
    no further while it is swept.
    """
    swept = 0
    while orphans := [pid for pid in children() if pid not in spared]:
        for sent in (signal.SIGSTOP, signal.SIGKILL):
            for pid in orphans:
                kill(pid, sent)
        _reap(orphans)
        swept += len(orphans)
    return swept


def _reap(killed: Collection[int]) -> None:
    """Collect processes that have been killed, in whatever order they end.

    The init of a namespace ends only when those that were in it have been collected.
    """
    left = set(killed)
    while left:
        for pid in tuple(left):
            try:
                ended = os.waitpid(pid, os.WNOHANG)[0] != 0
            except ChildProcessError:
                ended = True
            if ended:
                left.discard(pid)
        if left:
            time.sleep(0.0005)


def kill(pid: int, sent: signal.Signals) -> None:
    """Send a signal to a process that may have ended."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, sent)


def kill_group(pid: int) -> None:
    """Kill every process of the group that `pid` leads, if there is one."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def remove(folder: Path) -> None:
    """Remove a run's folder, also where the program has locked parts of it; follow no link."""
    shutil.rmtree(folder, ignore_errors=True)
    if not folder.exists():
        return
    for parent, _, _ in os.walk(folder):
        with contextlib.suppress(OSError):
            Path(parent).chmod(0o700)
    shutil.rmtree(folder, ignore_errors=True)
