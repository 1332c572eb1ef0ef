"""The first process of the runner: outlives the zygote, and leaves nothing running or on the disk.

Its standard input is a pipe that only the tutor holds: the end of it means that the tutor has
ended, however it ended. Every process whose parent ends becomes a child of the nearest of zygote
and guard, so that what a program started can be found and killed.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import sys
from pathlib import Path

from tutor.runner import confine, sweep


def main() -> None:
    """Fork the zygote and wait for the tutor's or the zygote's end (child side, never returns)."""
    root, control = Path(sys.argv[1]), int(sys.argv[2])
    confine.adopt_orphans()
    wake, waker = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.set_wakeup_fd(waker)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    guard = os.getpid()
    zygote = os.fork()
    if zygote == 0:
        _become_zygote(control, root, guard, (wake, waker))
    os.close(control)
    try:
        _watch(wake, zygote)
    finally:
        sweep.kill_children()
        sweep.remove(root)
        os._exit(0)


def _become_zygote(control: int, root: Path, guard: int, inherited: tuple[int, int]) -> None:
    signal.set_wakeup_fd(-1)
    for descriptor in inherited:
        os.close(descriptor)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.close(nothing)
    from tutor.runner import zygote

    try:
        zygote.serve(socket.socket(fileno=control), root, guard)
    finally:
        os._exit(1)


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
