"""Views that grow: what a program has come to so far is sent while it runs, some times a second.

A timer of the process interrupts the program between two of its instructions, never inside a frame
that is being sent. Nothing of torch is run then, and what is sent has a budget of its own, so that
the records at the end always have room. Where there is no such timer, the end is all there is.
A program that sets SIGALRM itself takes the timer over.
"""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Iterator
from types import FrameType
from typing import Any

from tutor import probes
from tutor.records import codec
from tutor.records.job import Job
from tutor.records.messages import Shown
from tutor.runner import emit
from tutor.runner.watches import Watcher

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 1.0
"""Seconds between two looks at a program: when it begins, when it has run for long."""
GROWTH = 1.06
"""By how much the pause grows with each look."""
SHARE = 0.04
"""The part of the program's time that looks at it may take."""
AGAIN = 0.01
"""Seconds after which to look again where a frame was just being sent."""


class Streamer:
    """Looks at one program while it runs."""

    def __init__(
        self,
        job: Job,
        namespace: dict[str, Any],
        recorders: probes.Recorders,
        watcher: Watcher,
        emitter: emit.Emitter,
    ) -> None:
        self._job = job
        self._namespace = namespace
        self._recorders = recorders
        self._watcher = watcher
        self._emitter = emitter
        self._pause = FIRST_PAUSE
        self._sent: dict[int, bytes] = {}
        self._is_over = False

    @contextlib.contextmanager
    def looking(self) -> Iterator[None]:
        """Look at the program again and again for as long as it runs."""
        if not hasattr(signal, "setitimer"):
            yield
            return
        signal.signal(signal.SIGALRM, self._look)
        signal.siginterrupt(signal.SIGALRM, False)
        signal.setitimer(signal.ITIMER_REAL, self._pause)
        try:
            yield
        finally:
            self._is_over = True
            self._namespace = {}  # the handler stays; it must not keep what the program made
            if signal.getsignal(signal.SIGALRM) == self._look:
                signal.setitimer(signal.ITIMER_REAL, 0)

    def _look(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        if self._is_over or not self._emitter.ours:
            return
        if self._emitter.is_sending:
            signal.setitimer(signal.ITIMER_REAL, AGAIN)
            return
        began = time.perf_counter()
        # Whatever goes wrong here is no fault of the program, and must not end it.
        with contextlib.suppress(Exception):
            self._send_all()
        self._pause = min(LONGEST_PAUSE, self._pause * GROWTH)
        cost = time.perf_counter() - began
        signal.setitimer(signal.ITIMER_REAL, max(self._pause, cost / SHARE))

    def _send_all(self) -> None:
        for message in self._watcher.latest():
            self._emitter.partial(codec.encode(message))
        for index, show in enumerate(self._job.show):
            with contextlib.suppress(Exception):
                record = probes.partial(
                    show, self._namespace, self._recorders, self._watcher.history
                )
                self._send(index, record)

    def _send(self, index: int, record: object | None) -> None:
        """Send a view if it has grown since it was sent last."""
        if record is None:
            return
        payload = codec.encode(Shown(index, record))
        if self._sent.get(index) != payload:
            self._sent[index] = payload
            self._emitter.partial(payload)
