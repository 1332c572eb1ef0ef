"""Namespaces: a run sees no process, no network and no file but those it is given.

A namespace belongs to a user namespace that the runner makes once, so that none of this needs
rights. What `build` makes is all the file system a program has.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
from pathlib import Path
from typing import Final

from tutor.runner import kernel
from tutor.runner.reach import SHARED_MEMORY, Reach

FOLDER_OPTIONS: Final = b"size=256m,nr_inodes=16k,mode=700"
SHARED_OPTIONS: Final = b"size=512m,nr_inodes=4k,mode=1777"
MOST_PROCESSES: Final = 64
"""RLIMIT_NPROC, which counts one run alone in a user namespace of its own."""

MOST_NUMBERS: Final = "400"
"""Numbers for processes of a run; the count above does not hold for root. 301 is the least."""

USER, PIDS, NETWORK, IPC, MOUNTS = 1 << 28, 1 << 29, 1 << 30, 1 << 27, 1 << 17

_NO_SETUID, _READ_ONLY, _NO_DEVICES, _NO_EXECUTING = 2, 1, 4, 8
_BIND, _RECURSIVE, _PRIVATE = 1 << 12, 1 << 14, 1 << 18
_DETACH: Final = 2
_ALL_BELOW: Final = 0x8000
_HERE: Final = -100
_READY: Final = b"1"


def own_user(also: int = 0) -> None:
    """Move this process to a user namespace of its own, as the same user; raises OSError.

    It then has every right there, over nothing but namespaces made in it, such as those in `also`.
    Needs one thread.
    """
    user, group = os.getuid(), os.getgid()
    kernel.call("unshare", USER | also)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def own_processes() -> int:
    """Fork a process that is the first of a namespace of processes; return as `os.fork` does.

    It sees those processes alone, and has the right to make more namespaces. Whatever is started
    there ends with it. Raises OSError in the calling process, which can then fork no more.
    """
    parent = os.getpid()
    own_user(also=PIDS | MOUNTS)
    told, tell = os.pipe()
    first = os.fork()
    if first != 0:
        os.close(tell)
        said = os.read(told, 500)
        os.close(told)
        if said != _READY:
            raise OSError(said.decode(errors="replace") or "a namespace of processes ended at once")
        return first
    try:
        kernel.die_with(parent)
        _mount(None, Path("/"), None, _RECURSIVE | _PRIVATE)
        _mount(b"proc", Path("/proc"), b"proc", _NO_SETUID | _NO_DEVICES | _NO_EXECUTING)
        os.write(tell, _READY)
    except OSError as error:
        os.write(tell, str(error).encode()[:500])
        os._exit(1)
    for descriptor in (told, tell):
        os.close(descriptor)
    return 0


def unshare(which: int) -> None:
    """Make new namespaces for this process, or in the case of PIDS for its children."""
    kernel.call("unshare", which)


def join(process: int, which: int) -> None:
    """Join namespaces of a process (or one that was opened by itself), given its descriptor."""
    kernel.call("setns", process, which)


def build(folder: Path, reach: Reach) -> None:
    """Make a file system of nothing but `reach`, read-only, and two sized folders; enter it."""
    _mount(None, Path("/"), None, _RECURSIVE | _PRIVATE)
    root = folder
    _mount(b"tmpfs", root, b"tmpfs", _NO_SETUID | _NO_DEVICES, b"size=1m,nr_inodes=4k,mode=755")
    for path in (*reach.read, Path("/dev")):
        _bind(root, path)
    for path in (folder, Path("/proc"), Path("/tmp")):  # noqa: S108 (an empty one of its own)
        _below(root, path).mkdir(parents=True, exist_ok=True)
    _make_read_only(root)
    _mount(b"proc", _below(root, Path("/proc")), b"proc", _NO_SETUID | _NO_DEVICES | _NO_EXECUTING)
    with contextlib.suppress(OSError):  # a kernel before 6.14 has one number for all
        _below(root, Path("/proc/sys/kernel/pid_max")).write_text(MOST_NUMBERS)
    plain = _NO_SETUID | _NO_DEVICES
    _mount(b"tmpfs", _below(root, SHARED_MEMORY), b"tmpfs", plain, SHARED_OPTIONS)
    _mount(b"tmpfs", _below(root, folder), b"tmpfs", plain, FOLDER_OPTIONS)
    os.chdir(root)
    kernel.call("pivot_root", b".", b".")
    kernel.call("umount2", b".", _DETACH)
    os.chdir("/")


def _bind(root: Path, path: Path) -> None:
    """Show `path` below `root` too; a link at the top stays a link."""
    target = _below(root, path)
    if path.is_symlink() and path.parent == Path("/"):
        target.symlink_to(path.readlink())
        return
    if path.is_dir():
        target.mkdir(parents=True, exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()
    _mount(os.fsencode(path), target, None, _BIND | _RECURSIVE)


def _below(root: Path, path: Path) -> Path:
    return root / path.relative_to("/")


def _make_read_only(root: Path) -> None:
    wanted = (ctypes.c_uint64 * 4)(_READ_ONLY | _NO_SETUID, 0, 0, 0)
    kernel.call("mount_setattr", _HERE, os.fsencode(root), _ALL_BELOW, ctypes.byref(wanted), 32)


def _mount(
    source: bytes | None, target: Path, kind: bytes | None, flags: int, options: bytes | None = None
) -> None:
    kernel.call("mount", source, os.fsencode(target), kind, flags, options)
