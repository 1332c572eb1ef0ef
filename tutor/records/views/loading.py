"""When batches were loaded and when the loop had to wait for them.

Times are milliseconds from the moment the program first asked a DataLoader for an iterator. They
differ from run to run, so no key may depend on them.
"""

from __future__ import annotations

from dataclasses import dataclass

from tutor.records.codec import record

MOST_PASSES = 6
MOST_BATCHES = 48


@record("fetch")
@dataclass(frozen=True, slots=True)
class Fetch:
    """One batch being loaded: its samples read and collated."""

    worker: int | None
    """None where the program's own process did it."""
    began: float
    ended: float
    batch: int | None = None
    """Which batch of the pass it became; None for one that was loaded and never used."""


@record("wait")
@dataclass(frozen=True, slots=True)
class Wait:
    """The time between the loop asking for a batch and getting it."""

    began: float
    ended: float
    batch: int | None = None
    """Which batch it got; None where there was none left."""


@record("loader-pass")
@dataclass(frozen=True, slots=True)
class LoaderPass:
    """One time the program went through a DataLoader."""

    loader: str
    """Its name in the program, or "" where it has none."""
    number: int
    """Which loader of the program it is, in the order they were made."""
    epoch: int
    workers: int
    began: float
    """When an iterator was asked for."""
    ready: float
    """When there was one: its workers had been started."""
    ended: float
    finished: bool
    """Whether the loader was used up, rather than left early."""
    waits: tuple[Wait, ...] = ()
    fetches: tuple[Fetch, ...] = ()
    batches: int = 0
    """How many batches the loop got."""
    waited: float = 0.0
    """All of the time the loop stood still, starting of workers included."""


@record("loading")
@dataclass(frozen=True, slots=True)
class LoadingRecord:
    """Every pass of a run, in order."""

    passes: tuple[LoaderPass, ...]
    left_out: int = 0
