"""Ctrl-C while a program runs: it stops the program, and the tutor goes on."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from tutor.jobs import outcome
from tutor.language import say
from tutor.plain.drawing import draw

if TYPE_CHECKING:
    from rich.console import Console

    from tutor.jobs import Outcome, Run


SILENCE = 1.5
"""Seconds of a run after which the learner is told that it goes on, and how to stop it."""


async def outcome_or_stopped(run: Run, console: Console) -> Outcome:
    """Wait for a run to end, by itself or by Ctrl-C, and return all of it."""
    told = asyncio.get_running_loop().call_later(SILENCE, draw, console, say("plain.running"))
    try:
        with _on_interrupt(run.stop):
            return await outcome(run)
    finally:
        told.cancel()


@contextlib.contextmanager
def _on_interrupt(act: Callable[[], None]) -> Iterator[None]:
    loop, before = asyncio.get_running_loop(), signal.getsignal(signal.SIGINT)
    try:
        loop.add_signal_handler(signal.SIGINT, act)
    except (NotImplementedError, RuntimeError, ValueError):
        yield  # a system, or a thread, in which a loop takes no signals
        return
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGINT)
        signal.signal(signal.SIGINT, before)
