"""Landlock: lets a process reach only the files it is told of, and nobody else's processes.

What holds for the process holds for all it starts. A kernel that knows less of it shuts fewer
doors; what is left open then is shut by seccomp where that is possible.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tutor.runner import kernel

_VERSION: Final = 1
_PATH_BENEATH: Final = 1

_EXECUTE, _WRITE, _READ, _LIST = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REMOVE_FOLDER, _REMOVE_FILE, _MAKE_CHAR, _MAKE_FOLDER = 1 << 4, 1 << 5, 1 << 6, 1 << 7
_MAKE_FILE, _MAKE_SOCKET, _MAKE_FIFO, _MAKE_BLOCK, _MAKE_LINK = (1 << n for n in range(8, 13))
_REFER, _TRUNCATE, _DEVICE = 1 << 13, 1 << 14, 1 << 15

_FIRST: Final = (1 << 13) - 1
"""What the first version can refuse."""
_ADDED: Final = {2: _REFER, 3: _TRUNCATE, 5: _DEVICE}
_NETWORK_SINCE: Final = 4
_NETWORK: Final = 0b11
"""Binding and connecting TCP sockets."""
_SCOPES_SINCE: Final = 6
_SCOPES: Final = 0b11
"""Abstract sockets and signals of processes outside."""

_READING: Final = _EXECUTE | _READ | _LIST
_FILES_ONLY: Final = _EXECUTE | _WRITE | _READ | _TRUNCATE | _DEVICE
"""What may be allowed of something that is no folder."""
_USING: Final = (
    _READING
    | (_WRITE | _TRUNCATE | _REFER | _REMOVE_FOLDER | _REMOVE_FILE)
    # A loader's workers hand tensors over through a socket in the temporary folder.
    | (_MAKE_FOLDER | _MAKE_FILE | _MAKE_SOCKET | _MAKE_FIFO | _MAKE_LINK)
)
_DEVICES: Final = _READ | _WRITE | _DEVICE


class _Ruleset(ctypes.Structure):
    _fields_ = (
        ("files", ctypes.c_uint64),
        ("network", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    )


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


def version() -> int:
    """Return the version of Landlock the kernel has; 0 where it has none."""
    if not kernel.known():
        return 0
    try:
        return kernel.call("landlock_create_ruleset", 0, 0, _VERSION)
    except OSError:
        return 0


def restrict(read: Iterable[Path], use: Iterable[Path], devices: Iterable[Path]) -> None:
    """Refuse this thread and what it starts all files but these; raises OSError.

    Below `read` files may be read and executed, below `use` also made, changed and removed. A
    path that does not exist is passed over.
    """
    has = version()
    if not has:
        raise OSError("the kernel has no Landlock")
    handled = _FIRST
    for since, right in _ADDED.items():
        handled |= right if has >= since else 0
    ruleset = _Ruleset(
        handled,
        _NETWORK if has >= _NETWORK_SINCE else 0,
        _SCOPES if has >= _SCOPES_SINCE else 0,
    )
    size = ctypes.sizeof(ruleset) if has >= _SCOPES_SINCE else 16 if has >= _NETWORK_SINCE else 8
    made = kernel.call("landlock_create_ruleset", ctypes.byref(ruleset), size, 0)
    try:
        for paths, rights in ((read, _READING), (use, _USING), (devices, _DEVICES)):
            for path in paths:
                _allow(made, path, rights & handled)
        kernel.forbid_new_privileges()
        kernel.call("landlock_restrict_self", made, 0)
    finally:
        os.close(made)


def _allow(ruleset: int, path: Path, rights: int) -> None:
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not path.is_dir():
            rights &= _FILES_ONLY
        rule = _Beneath(rights, opened)
        kernel.call("landlock_add_rule", ruleset, _PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(opened)
