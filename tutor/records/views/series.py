"""Values of expressions over the steps of a run."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.records.codec import record

MOST_POINTS = 1000


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
    left_out: int = 0
    """Points after MOST_POINTS."""
