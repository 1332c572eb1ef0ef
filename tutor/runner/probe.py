"""Which level of isolation this machine gives, found out by trying it in a process of its own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, NoReturn

from tutor.records.isolation import Isolation, Level, below
from tutor.runner import confine, kernel, namespaces
from tutor.runner.reach import Reach
from tutor.runner.rooms import Room, Rooms

_HOLDS: Final = b"holds"


def refusal_of_processes() -> str:
    """Return why there can be no namespace of processes here; "" where there can be one.

    It is tried in a process of its own: one that fails cannot go on.
    """
    if not kernel.known():
        return "this is no Linux on x86-64 or aarch64"
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if namespaces.own_processes() != 0:
                os.write(tell, _HOLDS)
        except OSError as error:
            os.write(tell, str(error).encode()[:500])
        finally:
            os._exit(0)
    return _verdict(child, told, tell)


def find_isolation(root: Path, reach: Reach, most: Level, rooms: Rooms | None) -> Isolation:
    """Return the highest level, `most` at most, that holds here; to be called with one thread."""
    level, why = most, ""
    while level != "limits only":
        try:
            _try(level, root, reach, rooms)
        except OSError as error:
            level, why = below(level), why or str(error)
        else:
            break
    return Isolation(level, why)


def _try(level: Level, root: Path, reach: Reach, rooms: Rooms | None) -> None:
    """Shut a process in and see that it is; raises OSError."""
    outside = root / "outside"
    outside.write_text("")
    room = rooms.take() if rooms is not None and level == "full" else None
    folder = root / "probe" if room is None else room.folder
    folder.mkdir(exist_ok=True)
    told, tell = os.pipe()
    child = os.fork() if rooms is None or room is None else rooms.fork_into(room)
    if child == 0:
        _report(level, outside, folder, reach, room, tell)
    said = _verdict(child, told, tell)
    if room is not None:
        room.end()
    if said:
        raise OSError(said)


def _verdict(child: int, told: int, tell: int) -> str:
    """Return why it failed in a child, or ""."""
    os.close(tell)
    said = os.read(told, 500)
    os.close(told)
    os.waitpid(child, 0)
    if said == _HOLDS:
        return ""
    return said.decode(errors="replace") or "a process ended while it was shut in"


def _report(
    level: Level, outside: Path, folder: Path, reach: Reach, room: Room | None, tell: int
) -> NoReturn:
    try:
        confine.enclose(level, folder, reach, room)
        (folder / "own").write_text("")
        os.write(tell, b"it is not in force" if _can_read(outside) else _HOLDS)
    except OSError as error:
        os.write(tell, str(error).encode()[:500])
    finally:
        os._exit(0)


def _can_read(path: Path) -> bool:
    try:
        path.read_text()
    except OSError:
        return False
    return True
