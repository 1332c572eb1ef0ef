"""What the pool knows of one process that waits for a job, however it was started."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

OUTPUTS = ("stdout", "stderr")


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
    warm: bool = True
    """Whether it holds all that a common program needs."""
    ready: asyncio.Event = field(default_factory=asyncio.Event)


class Source(Protocol):
    """Something that starts spares."""

    async def open(self) -> dict[str, str]:
        """Get ready to give spares and return the versions runs use; raises RunnerError."""

    async def spare(self) -> Spare:
        """Return a new spare that is ready for a job; raises RunnerError where the source broke."""

    @property
    def warmed(self) -> asyncio.Future[None]:
        """Return what is done once spares hold the whole warm list."""

    @property
    def broken(self) -> asyncio.Future[None]:
        """Return what is done once no more spares can come."""

    async def close(self) -> None:
        """End all processes and remove all folders."""
