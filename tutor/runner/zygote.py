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

from tutor.runner import child, confine, sweep, warm

THIN_WAIT = 60
"""Milliseconds to wait for a first request before the warm list is imported."""
LARGEST = 4096
"""Bytes of one message on the control socket."""


def serve(control: socket.socket, root: Path, guard: int) -> None:
    """Hold torch and answer the tutor's requests until it has gone."""
    confine.die_with(guard)
    confine.adopt_orphans()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    zygote = _Zygote(control, root)
    try:
        versions = warm.load_torch()
    except Exception as error:  # noqa: BLE001 (a broken torch may raise anything on import)
        zygote.tell(failed=f"{type(error).__name__}: {error}"[:500])
        return
    zygote.tell(versions=versions)
    zygote.attend(THIN_WAIT)
    warm.load_the_rest()
    gc.collect()
    gc.freeze()
    zygote.tell(warm=True)
    while zygote.attend(None):
        pass


class _Zygote:
    """The control socket, and the runs that are alive."""

    def __init__(self, control: socket.socket, root: Path) -> None:
        self._control = control
        self._root = root
        self._runs: dict[int, Path] = {}
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
        folder = self._root / str(self._count)
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            self._become_spare(ours, (out_end, error_end))
            child.run_forked(theirs, (out, error), folder, parent)
        self._runs[pid] = folder
        ends = [ours.fileno(), out_end, error_end]
        with contextlib.suppress(OSError):
            socket.send_fds(self._control, [json.dumps({"spare": pid}).encode()], ends)
        ours.close()
        theirs.close()
        for descriptor in (out_end, error_end, out, error):
            os.close(descriptor)

    def _become_spare(self, ours: socket.socket, ends: tuple[int, int]) -> None:
        """Let go, in the child, of everything that belongs to the zygote."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self._control.close()
        ours.close()
        for descriptor in (self._wake, self._waker, *ends):
            os.close(descriptor)

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
            folder = self._runs.pop(pid)
            sweep.kill_children(spared=self._runs)
            sweep.remove(folder)
            self.tell(ended=pid, code=code)
