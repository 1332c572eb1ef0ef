"""The run's end of the wire: records and what the program prints, whole frames in order.

Only the process that was given the job sends frames. A process it forked writes what it prints
to the plain descriptors instead, and sends no record at all.
"""

from __future__ import annotations

import io
import os
import socket
import sys
import threading
from typing import Protocol

from tutor.records import codec
from tutor.runner import wire

WHILE_RUNNING = 3 * 2**20
"""Bytes of records that later ones replace, beside those of the end."""
CHUNK = 32 * 2**10
"""Bytes of printed output in one frame."""


class Channel(Protocol):
    """What frames are written to."""

    def sendall(self, data: bytes, /) -> None: ...


class Discard:
    """A channel that keeps nothing, for the rehearsal."""

    def sendall(self, data: bytes, /) -> None:
        pass


class PipeChannel:
    """A channel over a plain descriptor, where there are no sockets to inherit."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def sendall(self, data: bytes, /) -> None:
        view = memoryview(data)
        while view:
            view = view[os.write(self._descriptor, view) :]


class Emitter:
    """Sends frames one at a time; an interrupt that comes inside one waits for its end."""

    def __init__(self, channel: Channel, budget: int) -> None:
        self._channel = channel
        self._owner = os.getpid()
        self._lock = threading.RLock()
        self._left = budget
        self._left_while_running = WHILE_RUNNING
        self._sender = 0
        self._interrupted = False
        self.muted = False
        """Whether what the program prints is thrown away."""
        self.interrupted_by_tutor = False
        """Whether SIGINT has come, which a program that merely raises does not cause."""

    @property
    def ours(self) -> bool:
        """Return whether this is the process that was given the job."""
        return os.getpid() == self._owner

    def interrupt(self, *_: object) -> None:
        """Handle SIGINT (in the main thread): raise KeyboardInterrupt, but never inside a frame."""
        self.interrupted_by_tutor = True
        if self._sender == threading.get_ident():
            self._interrupted = True
        else:
            raise KeyboardInterrupt

    def record(self, message: object) -> bool:
        """Send a record; return False, having sent nothing, where it is too large."""
        return self.encoded(codec.encode(message))

    def encoded(self, payload: bytes) -> bool:
        """Send a record that is encoded already, as `record` does."""
        if not self.ours or len(payload) > min(wire.MOST_FRAME, self._left):
            return False
        self._left -= len(payload)
        self._send(wire.frame(wire.RECORD, payload))
        return True

    @property
    def is_sending(self) -> bool:
        """Return whether a frame is being sent at this moment, by whatever thread."""
        return self._sender != 0

    def partial(self, payload: bytes) -> None:
        """Send an encoded record that a later one replaces; nothing where it has no room."""
        if self.ours and len(payload) <= min(wire.MOST_FRAME, self._left_while_running):
            self._left_while_running -= len(payload)
            self._send(wire.frame(wire.RECORD, payload))

    def done(self, ending: bytes) -> None:
        """Say that all has been sent."""
        if self.ours:
            self._send(wire.frame(wire.DONE, ending))

    def ready(self, level: str) -> None:
        """Say that a job may come, and how far this process is shut in."""
        self._send(wire.frame(wire.READY, level.encode()))

    def printed(self, kind: bytes, data: bytes) -> None:
        """Send bytes the program wrote to a stream (wire.STDOUT or wire.STDERR)."""
        if self.muted:
            return
        if not self.ours:
            os.write(1 if kind == wire.STDOUT else 2, data)
            return
        for start in range(0, len(data), CHUNK):
            self._send(wire.frame(kind, data[start : start + CHUNK]))

    def _send(self, frame: bytes) -> None:
        with self._lock:
            self._sender = threading.get_ident()
            try:
                self._channel.sendall(frame)
            finally:
                self._sender = 0
        if self._interrupted and threading.current_thread() is threading.main_thread():
            self._interrupted = False
            raise KeyboardInterrupt


class Stream(io.BufferedIOBase):
    """What is below sys.stdout or sys.stderr; holds nothing back.

    Python's own buffer would send its bytes once more where an interrupt came while it sent them.
    """

    def __init__(self, emitter: Emitter, kind: bytes) -> None:
        super().__init__()
        self._emitter = emitter
        self._kind = kind
        self.name = "<stdout>" if kind == wire.STDOUT else "<stderr>"

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return 1 if self._kind == wire.STDOUT else 2

    def write(self, data: object, /) -> int:
        written = bytes(data)  # type: ignore[call-overload]
        self._emitter.printed(self._kind, written)
        return len(written)


def take_over_streams(emitter: Emitter) -> None:
    """Make sys.stdout and sys.stderr send frames, line by line."""
    for name, kind in (("stdout", wire.STDOUT), ("stderr", wire.STDERR)):
        stream = io.TextIOWrapper(
            Stream(emitter, kind),
            encoding="utf-8",
            errors="backslashreplace" if kind == wire.STDERR else "surrogateescape",
            line_buffering=True,
        )
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def flush_streams() -> None:
    """Send what the program printed without ending the line."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, OSError, ValueError, TypeError):
            continue  # the program closed or replaced its stream; nothing of it is lost


def receive_job(channel: socket.socket) -> bytes | None:
    """Wait for a job and return its record; None where the tutor has gone."""
    frames = wire.Frames(wire.FROM_TUTOR, wire.MOST_JOB)
    while data := channel.recv(2**16):
        found = frames.feed(data)
        if found:
            return found[0][1]
    return None
