"""The zygote: holds torch, forks spares, kills what runs leave behind; runs no learner's program.

It has one thread: a forked child in which a parallel operation finds threads that the fork did not
copy waits for ever. Messages with the tutor are one JSON object each, on a socket that keeps
their bounds; the descriptors of a spare travel with its number.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import signal
import socket
from pathlib import Path
from typing import Any

from tutor.records.isolation import Level, below
from tutor.runner import child, kernel, reach, sweep, warm
from tutor.runner.rooms import Room, Rooms

THIN_WAIT = 60
"""Milliseconds to wait for a first request before the warm list is imported."""
REHEARSALS = 2
"""What a first time makes is made here, where spares share it; the interpreter adapts to a second.

A spare rehearses again, for its own copies of the pages that every run writes to.
"""
LARGEST = 4096
"""Bytes of one message on the control socket."""


def serve(control: socket.socket, root: Path, level: Level, rooms: Rooms | None) -> None:
    """Hold torch and answer the tutor's requests until it has gone."""
    kernel.adopt_orphans()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    zygote = _Zygote(control, root, level, rooms)
    try:
        versions = warm.load_torch()
    except Exception as error:  # noqa: BLE001 (a broken torch may raise anything on import)
        zygote.tell(failed=f"{type(error).__name__}: {error}"[:500])
        return
    zygote.look_around()
    gc.freeze()  # a collection in an early spare would copy all of torch's objects
    zygote.tell(versions=versions)
    zygote.attend(THIN_WAIT)
    warm.load_the_rest()
    zygote.look_around()
    for _ in range(REHEARSALS):
        child.rehearse()
    gc.collect()
    gc.freeze()
    zygote.tell(warm=True)
    while zygote.attend(None):
        pass


class _Zygote:
    """The control socket, and the runs that are alive."""

    def __init__(
        self, control: socket.socket, root: Path, level: Level, rooms: Rooms | None
    ) -> None:
        self._control = control
        self._root = root
        self._level = level
        self._rooms = rooms
        self._reach = reach.find()
        self._runs: dict[int, tuple[Path, Room | None]] = {}
        self._count = 0
        self._wake, self._waker = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(self._waker)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._poll = select.poll()
        self._poll.register(control, select.POLLIN)
        self._poll.register(self._wake, select.POLLIN)

    def tell(self, **message: object) -> None:
        with contextlib.suppress(OSError):
            self._control.sendall(json.dumps(message).encode())

    def look_around(self) -> None:
        """Find out again what programs need to reach: more has been loaded."""
        self._reach = reach.find()
        if self._rooms is not None:
            self._rooms.furnish(self._reach)

    def attend(self, timeout: int | None) -> bool:
        """Do what has been asked for within `timeout` ms; return False once the tutor has gone."""
        while events := self._poll.poll(timeout):
            for descriptor, _ in events:
                if descriptor == self._wake:
                    self._reap()
                elif not self._obey():
                    return False
            if timeout is None:
                break
        return True

    def _obey(self) -> bool:
        data = self._control.recv(LARGEST)
        if not data:
            return False
        request: dict[str, Any] = json.loads(data)
        match request:
            case {"spare": True}:
                self._spare()
            case {"interrupt": int(pid)} if pid in self._runs:
                sweep.kill(pid, signal.SIGINT)
            case {"kill": int(pid)} if pid in self._runs:
                sweep.kill_group(pid)
                sweep.kill(pid, signal.SIGKILL)
        return True

    def _spare(self) -> None:
        """Fork one spare and send the tutor its number, its socket and the ends of its output."""
        if warm.threads() != 1:
            self.tell(failed="a second thread in the process that forks")
            os._exit(1)
        ours, theirs = socket.socketpair()
        out_end, out = os.pipe()
        error_end, error = os.pipe()
        self._count += 1
        room = self._room()
        folder = self._root / str(self._count) if room is None else room.folder
        parent = os.getpid()
        pid = os.fork() if self._rooms is None or room is None else self._rooms.fork_into(room)
        if pid == 0:
            self._become_spare(ours, (out_end, error_end))
            place = child.Place(folder, self._level, self._reach, room)
            child.run_forked(theirs, (out, error), place, parent)
        self._runs[pid] = (folder, room)
        spare = json.dumps({"spare": pid, "number": self._count}).encode()
        ends = [ours.fileno(), out_end, error_end]
        with contextlib.suppress(OSError):
            socket.send_fds(self._control, [spare], ends)
        ours.close()
        theirs.close()
        for descriptor in (out_end, error_end, out, error):
            os.close(descriptor)

    def _room(self) -> Room | None:
        """Return the namespaces for a new spare; where none can be made any more, do without."""
        if self._rooms is None:
            return None
        try:
            return self._rooms.take()
        except OSError:
            self._rooms.close()
            self._rooms, self._level = None, below(self._level)
            return None

    def _become_spare(self, ours: socket.socket, ends: tuple[int, int]) -> None:
        """Let go, in the child, of everything that belongs to the zygote."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self._control.close()
        ours.close()
        for descriptor in (self._wake, self._waker, *ends):
            os.close(descriptor)
        if self._rooms is not None:
            self._rooms.close()
        for _, room in self._runs.values():
            if room is not None:
                os.close(room.init)

    def _reap(self) -> None:
        """Report every run that has ended, with nothing left of it."""
        with contextlib.suppress(BlockingIOError):
            os.read(self._wake, 512)
        ended: list[tuple[int, int]] = []
        while True:
            # WNOWAIT: the number stays taken until its whole group has been killed.
            try:
                found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                break
            if found is None:
                break
            if found.si_pid in self._runs:
                sweep.kill_group(found.si_pid)
            _, status = os.waitpid(found.si_pid, 0)
            if found.si_pid in self._runs:
                ended.append((found.si_pid, os.waitstatus_to_exitcode(status)))
        for pid, code in ended:
            folder, room = self._runs.pop(pid)
            if room is not None:
                room.end()
            sweep.kill_children(spared=self._runs)
            sweep.remove(folder)
            self.tell(ended=pid, code=code)
