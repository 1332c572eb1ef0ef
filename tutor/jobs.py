"""From lesson structs to jobs, and the runner that the engine needs.

This file declares what a runner is; `tutor.runner.pool` (fresh processes) and
`tutor.runner.replay` (recorded runs) satisfy it without importing it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Protocol

from tutor.records.job import Job
from tutor.records.messages import Message


class Run(Protocol):
    """One run that has been started: iterate over its messages; the last one is an Ended."""

    def __aiter__(self) -> AsyncIterator[Message]: ...

    def stop(self) -> None:
        """Ask the run to end: SIGINT, then after a second of grace SIGKILL. Safe to repeat."""


class Runner(Protocol):
    """Runs each job in a fresh process."""

    @property
    def state(self) -> str:
        """Return "off", "starting", "ready", "restarting" or "broken"."""

    async def start(self) -> None:
        """Begin to warm up, and return at once."""

    def run(self, job: Job) -> Run:
        """Start `job` as soon as the runner is ready; a failure to do so is an Ended("died")."""

    async def close(self) -> None:
        """End every process of the runner."""
