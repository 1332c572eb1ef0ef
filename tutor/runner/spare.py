"""What the pool knows of one process that waits for a job, however it was started."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from tutor.records.isolation import LEVELS, Isolation, Level
from tutor.runner import wire

OUTPUTS = ("stdout", "stderr")
LONGEST_LEVEL = max(map(len, LEVELS))


class Sender(Protocol):
    """The end of a stream that jobs are written to."""

    def write(self, data: bytes, /) -> None: ...

    def close(self) -> None: ...


@dataclass(eq=False, slots=True)
class Spare:
    """A process that has confined itself and waits for one job."""

    pid: int
    frames: asyncio.StreamReader
    """What it sends, as frames."""
    jobs: Sender
    plain: tuple[tuple[str, asyncio.StreamReader], ...]
    """What reaches its plain descriptors: from compiled code and from processes it started."""
    interrupt: Callable[[], None]
    kill: Callable[[], None]
    """Kill it and all that it started."""
    code: asyncio.Future[int]
    """Its exit code once it has ended and nothing of it is left; -n for signal n."""
    close: Callable[[], None]
    """Let go of its descriptors."""
    folder: Path
    """Where it works, seen from outside; empty at the highest level, where it has its own."""
    warm: bool = True
    """Whether it holds all that a common program needs."""
    level: Level | None = None
    """How far it is shut in, once it is ready; None where it ended before."""
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    async def read_ready(self) -> None:
        """Wait for the frame that says a job may come, and keep the level it names."""
        with contextlib.suppress(asyncio.IncompleteReadError, OSError):
            length, kind = wire.header(await self.frames.readexactly(wire.HEADER_SIZE))
            if kind == wire.READY and length <= LONGEST_LEVEL:
                said = (await self.frames.readexactly(length)).decode("ascii", "replace")
                self.level = next((each for each in LEVELS if each == said), None)
        self.ready.set()


class Source(Protocol):
    """Something that starts spares."""

    async def open(self) -> dict[str, str]:
        """Get ready to give spares and return the versions runs use; raises RunnerError."""

    async def spare(self) -> Spare:
        """Return a new spare that is ready for a job; raises RunnerError where the source broke."""

    @property
    def isolation(self) -> asyncio.Future[Isolation]:
        """Return what is done once it is known how far spares are shut in."""

    @property
    def warmed(self) -> asyncio.Future[None]:
        """Return what is done once spares hold the whole warm list."""

    @property
    def broken(self) -> asyncio.Future[None]:
        """Return what is done once no more spares can come."""

    async def close(self) -> None:
        """End all processes and remove all folders."""
