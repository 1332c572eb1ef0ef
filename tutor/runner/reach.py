"""What a program may reach: Python and what is installed for it, the lessons' data, its own folder.

The folders are found once, in the process that holds torch; nothing of the learner's own is among
them, also where Python itself is installed below the home folder.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tutor.paths import shipped

SYSTEM: Final = tuple(
    Path(name)
    for name in (
        *("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/sys"),
        *("/nix/store", "/gnu/store", "/etc/alternatives"),
        *("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/localtime"),
        *("/etc/passwd", "/etc/group", "/etc/nsswitch.conf", "/etc/mime.types", "/etc/os-release"),
    )
)
DEVICES: Final = tuple(Path("/dev", name) for name in "null zero full random urandom".split())
GRAPHICS: Final = ("nvidia*", "kfd", "dri")
"""Devices of accelerators, below /dev."""
SHARED_MEMORY: Final = Path("/dev/shm")  # noqa: S108 (the folder itself, for workers of loaders)
OWN_PROC: Final = tuple(
    Path("/proc", name)
    for name in "self cpuinfo meminfo stat loadavg version filesystems sys".split()
)
"""What is told of a program's own process and of the machine, where other processes can be seen."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Files and folders by what may be done with them."""

    read: tuple[Path, ...]
    devices: tuple[Path, ...]


def find() -> Reach:
    """Return what every program may reach of this machine, each path under the name it goes by."""
    home = _own_home()
    found: dict[Path, None] = dict.fromkeys(path for path in SYSTEM if path.exists())
    wanted = (*_installed(), *_libraries(), shipped("assets") / "data")
    for path in wanted:
        for each in (path, Path(os.path.realpath(path))):
            if each.exists() and not _holds(each, home) and not _covered(each, found):
                found[each] = None
    graphics = (each for pattern in GRAPHICS for each in Path("/dev").glob(pattern))
    devices = (path for path in (*DEVICES, *graphics) if path.exists())
    return Reach(tuple(found), tuple(devices))


def _own_home() -> Path:
    """Return the home folder of this process's user, whatever the environment says."""
    import pwd

    try:
        return Path(os.path.realpath(pwd.getpwuid(os.getuid()).pw_dir))
    except KeyError:
        return Path(os.path.realpath(Path.home()))


def _installed() -> Iterator[Path]:
    """Yield the folders of Python and of the packages it finds."""
    for prefix in (sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix):
        yield Path(prefix)
    yield Path(os.path.realpath(sys.executable)).parent
    for entry in filter(None, sys.path):
        if Path(entry).name in ("site-packages", "dist-packages"):
            yield Path(entry)
    # A checkout is on the path as a whole; only the packages that are loaded from it are read.
    for name, module in tuple(sys.modules.items()):
        if "." not in name:
            yield from map(Path, getattr(module, "__path__", ()))


def _libraries() -> Iterator[Path]:
    """Yield the folders of the shared libraries this process has loaded."""
    with contextlib.suppress(OSError):
        lines = Path("/proc/self/maps").read_text().splitlines()
        names = {line.partition("/")[2] for line in lines if ".so" in line}
        yield from {Path("/", name).parent for name in names if not name.endswith("(deleted)")}


def _holds(folder: Path, home: Path) -> bool:
    """Tell whether a folder is the home folder, holds it, or is a temporary folder of everyone."""
    resolved = Path(os.path.realpath(folder))
    shared = {Path(name) for name in ("/", "/tmp", "/var/tmp", "/run", "/etc", "/proc", "/dev")}  # noqa: S108
    return home.is_relative_to(resolved) or resolved in shared


def _covered(path: Path, folders: Iterable[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)
