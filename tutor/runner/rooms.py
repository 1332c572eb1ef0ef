"""Rooms: namespaces made ahead by a small process, so that a run costs one fork of the large.

The keeper was forked before torch was loaded. For each room it forks an init, which makes the
namespaces, builds the file system, reaps what loses its parent, and whose end is the end of all
that is in the room. The process that forks runs joins a room's namespaces around the fork.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import signal
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

from tutor.runner import kernel, namespaces
from tutor.runner.reach import Reach

_LARGEST: Final = 2**16
_PATIENCE: Final = 5000
"""Milliseconds a room may take to end."""
_READY: Final = b"1"
_DESCRIPTORS: Final = 1024


@dataclass(frozen=True, slots=True)
class Room:
    """The namespaces of one run."""

    init: int
    """Descriptor of the process that all in it end with."""
    folder: Path
    """Where a program works."""

    def enter(self) -> None:
        """Go on in the room, in a process that was forked into it; raises OSError."""
        inside = namespaces.MOUNTS | namespaces.NETWORK | namespaces.IPC
        namespaces.join(self.init, inside)
        os.close(self.init)
        namespaces.own_user()  # without a right over the namespaces, and counted by itself

    def end(self) -> None:
        """End everything that is in the room; returns when nothing is left."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.init, signal.SIGKILL)
        poll = select.poll()
        poll.register(self.init, select.POLLIN)
        poll.poll(_PATIENCE)
        os.close(self.init)


class Rooms:
    """The keeper, seen from the process that forks runs: one room is always asked for ahead."""

    def __init__(self, keeper: socket.socket, reach: Reach) -> None:
        self._keeper = keeper
        self._own = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
        self._asked = False
        self.furnish(reach)

    def furnish(self, reach: Reach) -> None:
        """Let rooms hold `reach` from now on."""
        self._wanted = json.dumps([str(path) for path in reach.read]).encode()
        if self._asked:
            with contextlib.suppress(OSError):
                self._receive().end()
        self._ask()

    def take(self) -> Room:
        """Return a room, and have the next one made; raises OSError."""
        try:
            return self._receive()
        finally:
            self._ask()

    def fork_into(self, room: Room) -> int:
        """Fork a process into the room, as `os.fork` does; raises OSError."""
        namespaces.join(room.init, namespaces.PIDS)
        child = os.fork()
        if child != 0:
            namespaces.join(self._own, namespaces.PIDS)
        return child

    def close(self) -> None:
        """Let go of the keeper, in a process that was forked from the one that asks it."""
        self._keeper.close()
        os.close(self._own)

    def _ask(self) -> None:
        self._keeper.sendall(self._wanted)
        self._asked = True

    def _receive(self) -> Room:
        self._asked = False
        said, descriptors, _, _ = socket.recv_fds(self._keeper, _LARGEST, 1)
        if not descriptors:
            raise OSError(said.decode(errors="replace") or "the keeper of namespaces has ended")
        return Room(descriptors[0], Path(said.decode()))


def open_rooms(root: Path, reach: Reach) -> Rooms:
    """Fork the keeper from this process, which has one thread and little memory; raises OSError.

    It must be in a namespace of processes that was made for it (`namespaces.own_processes`).
    """
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    parent = os.getpid()
    if os.fork() == 0:
        try:
            kernel.die_with(parent)
            _keep_only(theirs.fileno())
            _keep(theirs, root)
        finally:
            os._exit(1)
    theirs.close()
    return Rooms(ours, reach)


def _keep_only(kept: int) -> None:
    """Close every descriptor but one; what someone else waits for must not stay open here."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    os.closerange(3, kept)
    os.closerange(kept + 1, _DESCRIPTORS)


def _keep(asker: socket.socket, root: Path) -> None:
    """Make a room whenever one is asked for, until nobody can ask."""
    gc.freeze()  # a collection would write to what every init shares with this process
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # rooms that end are reaped by the kernel
    own = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
    count = 0
    while asked := asker.recv(_LARGEST):
        count += 1
        folder = root / f"room{count}"
        reach = Reach(tuple(Path(each) for each in json.loads(asked)), ())
        try:
            folder.mkdir(mode=0o700)
            init = _make(folder, reach, own)
        except OSError as error:
            asker.sendall(str(error).encode()[:500] or b"?")
            continue
        socket.send_fds(asker, [os.fsencode(folder)], [init])
        os.close(init)


def _make(folder: Path, reach: Reach, own: int) -> int:
    """Fork the init of a new room and return its descriptor once its file system stands."""
    told, tell = os.pipe()
    keeper = os.getpid()
    namespaces.unshare(namespaces.PIDS)
    child = os.fork()
    if child == 0:
        try:
            os.close(told)
            _be_init(folder, reach, tell, keeper)
        finally:
            os._exit(1)
    namespaces.join(own, namespaces.PIDS)
    os.close(tell)
    said = os.read(told, 500)
    os.close(told)
    if said == _READY:
        return os.pidfd_open(child)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    raise OSError(said.decode(errors="replace") or "the namespace ended at once")


def _be_init(folder: Path, reach: Reach, tell: int, keeper: int) -> NoReturn:
    """Hold the namespaces; a child builds in them, and the memory that takes ends with it."""
    kernel.die_with(keeper)
    os.chdir("/")  # so that it follows the child to the new root
    try:
        inside = namespaces.MOUNTS | namespaces.NETWORK | namespaces.IPC
        namespaces.unshare(inside)
        if os.fork() == 0:
            namespaces.build(folder, reach)
            os.write(tell, _READY)
            os._exit(0)
    except OSError as error:
        os.write(tell, str(error).encode()[:500])
        os._exit(1)
    os.closerange(3, _DESCRIPTORS)
    while True:
        signal.pause()
