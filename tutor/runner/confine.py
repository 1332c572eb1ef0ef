"""What a process does to itself before it may run a learner's program.

Each function takes one thing away and can be called in any order; none needs root. Nothing here
imports torch. Limits are set in the run's own process, after the fork, never in the tutor's.
"""

from __future__ import annotations

import math
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tutor.records.isolation import Level
from tutor.records.job import Limits
from tutor.runner import kernel, landlock, namespaces, seccomp
from tutor.runner.reach import OWN_PROC, SHARED_MEMORY, Reach
from tutor.runner.rooms import Room

FILE_SIZE: Final = 64 * 2**20
"""Bytes one file may grow to (RLIMIT_FSIZE)."""
DESCRIPTORS: Final = 256
THREADS: Final = max(1, min(2, os.cpu_count() or 1))
"""Threads one operation of torch may use, so that every machine computes alike."""
NICENESS: Final = 5


def enclose(level: Level, folder: Path, reach: Reach, room: Room | None = None) -> None:
    """Shut this process in as far as `level` says, with `folder` to work in; raises OSError.

    The highest level needs a room that the process was forked into. To be done while it has one
    thread: a thread is shut in with those it starts, not with those that are there.
    """
    if level != "full":
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if level == "limits only":
        return
    if level == "full":
        if room is None:
            raise OSError("no namespaces were made for it")
        room.enter()
        _lower("RLIMIT_NPROC", namespaces.MOST_PROCESSES)
    proc = (Path("/proc"),) if level == "full" else OWN_PROC
    landlock.restrict((*reach.read, *proc), (folder, SHARED_MEMORY), reach.devices)
    kernel.drop_capabilities()
    seccomp.refuse(attributes=level != "full")


def limit_files() -> None:
    """Limit size and number of files, and forbid core dumps."""
    if sys.platform == "win32":
        return
    _lower("RLIMIT_CORE", 0)
    _lower("RLIMIT_FSIZE", FILE_SIZE)
    _lower("RLIMIT_NOFILE", DESCRIPTORS)


def give_way() -> None:
    """Let the tutor itself come first: keys are answered also while a program takes every core."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)


def limit_use(limits: Limits) -> None:
    """Limit memory and processor time to what a job may use.

    RLIMIT_DATA, since RLIMIT_AS also counts the address space CUDA reserves. RLIMIT_NPROC stays
    as it is: it counts every process of the user.
    """
    if sys.platform == "win32":
        return
    _lower("RLIMIT_DATA", limits.memory)
    _lower("RLIMIT_CPU", math.ceil(limits.seconds * THREADS) + 5)


def _lower(name: str, value: int) -> None:
    """Set soft and hard limit to `value`, or to the hard limit in force where that is lower."""
    import resource

    which = getattr(resource, name, None)
    if which is None:
        return
    hard = resource.getrlimit(which)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (value, value))


def move_into(folder: Path) -> None:
    """Make `folder` and let it be the working folder and the only place for temporary files.

    torch._dynamo looks the temporary folder up when it is imported, so this is done after the
    fork; workers of a DataLoader wait for ever where the cached folder does not exist.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.chdir(folder)
    tempfile.tempdir = str(folder)
    wanted = environment(os.environ, str(folder))
    os.environ.clear()
    os.environ.update(wanted)


def environment(outer: Mapping[str, str], folder: str) -> dict[str, str]:
    """Return all the environment a program sees."""
    wanted = {
        "PATH": outer.get("PATH", os.defpath),
        "HOME": folder,
        "TMPDIR": folder,
        "LANG": "C.UTF-8",
        "OMP_NUM_THREADS": str(THREADS),
    }
    if sys.platform == "win32":
        kept = ("SYSTEMROOT", "TEMP", "TMP", "USERPROFILE")
        wanted |= dict.fromkeys(kept[1:], folder)
        wanted["SYSTEMROOT"] = outer.get("SYSTEMROOT", "")
    return wanted
