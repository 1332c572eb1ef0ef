"""Values of expressions over the steps of a run."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.records.codec import record

MOST_POINTS = 1000
"""Points of one series that cross the pipe; of a longer one every second, fourth, … step."""


@record("line")
@dataclass(frozen=True, slots=True)
class Line:
    """One series: a value each time; None where there was none, text where it was no number."""

    name: str
    values: tuple[float | str | None, ...]


@record("series")
@dataclass(frozen=True, slots=True)
class SeriesRecord:
    """One or more series over the same steps."""

    lines: tuple[Line, ...]
    every: int = 1
    """How many steps lie between two points: 1 where all are here."""
