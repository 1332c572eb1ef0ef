"""What a process does to itself before it may run a learner's program.

Each function takes one thing away and can be called in any order; none needs root. Nothing here
imports torch. Limits are set in the run's own process, after the fork, never in the tutor's.
"""

from __future__ import annotations

import ctypes
import math
import os
import signal
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from tutor.records.job import Limits

FILE_SIZE: Final = 64 * 2**20
"""Bytes one file may grow to (RLIMIT_FSIZE)."""
DESCRIPTORS: Final = 256
THREADS: Final = max(1, min(2, os.cpu_count() or 1))
"""Threads one operation of torch may use, so that every machine computes alike."""
NICENESS: Final = 5

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_DUMPABLE: Final = 4
_PR_SET_CHILD_SUBREAPER: Final = 36


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux" and _libc().prctl(option, value, 0, 0, 0) != 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))


def die_with(parent: int) -> None:
    """Ask the kernel to kill this process when `parent` ends; leave at once if it has ended.

    Belongs to the creating thread and is not inherited by fork, so every layer asks anew.
    """
    if sys.platform != "linux":
        return
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent ends."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def forbid_tracing() -> None:
    """Keep other processes of this user from reading this one's memory, and cores from disk."""
    _prctl(_PR_SET_DUMPABLE, 0)


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
