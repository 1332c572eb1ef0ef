"""The first process of the runner: outlives the zygote, and leaves nothing running or on the disk.

Its standard input is a pipe that only the tutor holds: the end of it means that the tutor has
ended, however it ended. Every process whose parent ends becomes a child of the nearest of zygote
and guard, so that what a program started can be found and killed.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import sys
from pathlib import Path
from typing import NoReturn

from tutor.records.isolation import Isolation, Level
from tutor.runner import kernel, namespaces, probe, reach, sweep
from tutor.runner.rooms import Rooms, open_rooms


def main() -> None:
    """Fork the zygote and wait for the tutor's or the zygote's end (child side, never returns)."""
    root, control = Path(sys.argv[1]), int(sys.argv[2])
    most: Level = sys.argv[3]  # type: ignore[assignment]
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    why = ""
    if most == "full":
        why = probe.refusal_of_processes()
        if why:
            most = "files+network"
        elif first := namespaces.own_processes():
            os.close(control)
            os.waitpid(first, 0)  # which is all of the runner; this one stays outside
            os._exit(0)
    _guard(control, root, most, why)


def _guard(control: int, root: Path, most: Level, why: str) -> NoReturn:
    kernel.adopt_orphans()
    rooms = open_rooms(root, reach.find()) if most == "full" else None
    wake, waker = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.set_wakeup_fd(waker)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    guard = os.getpid()
    zygote = os.fork()
    if zygote == 0:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for descriptor in (wake, waker):
            os.close(descriptor)
        _become_zygote(socket.socket(fileno=control), root, guard, rooms, Isolation(most, why))
    os.close(control)
    if rooms is not None:
        rooms.close()
    try:
        _watch(wake, zygote)
    finally:
        sweep.kill_children()
        sweep.remove(root)
        os._exit(0)


def _become_zygote(
    control: socket.socket, root: Path, guard: int, rooms: Rooms | None, most: Isolation
) -> NoReturn:
    """Find out how far runs can be shut in, then load torch and serve."""
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.close(nothing)
    try:
        kernel.die_with(guard)
        found = probe.find_isolation(root, reach.find(), most.level, rooms)
        _tell(control, Isolation(found.level, most.why or found.why))
        if found.level != "full":
            rooms = None
        from tutor.runner import zygote  # with torch, which takes its time

        zygote.serve(control, root, found.level, rooms)
    finally:
        os._exit(1)


def _tell(control: socket.socket, isolation: Isolation) -> None:
    message = {"isolation": isolation.level, "why": isolation.why}
    with contextlib.suppress(OSError):
        control.sendall(json.dumps(message).encode())


def _watch(wake: int, zygote: int) -> None:
    """Return when the tutor has closed its end of our input, or the zygote has ended."""
    poll = select.poll()
    poll.register(0, select.POLLIN | select.POLLHUP)
    poll.register(wake, select.POLLIN)
    while True:
        for descriptor, _ in poll.poll():
            if descriptor == 0 and not os.read(0, 64):
                return
            with contextlib.suppress(BlockingIOError):
                os.read(wake, 512)
        if _reap(zygote):
            return


def _reap(zygote: int) -> bool:
    """Collect children that have ended; tell whether the zygote is one of them."""
    ended = False
    with contextlib.suppress(ChildProcessError):
        while (pid := os.waitpid(-1, os.WNOHANG)[0]) != 0:
            ended = ended or pid == zygote
    return ended
