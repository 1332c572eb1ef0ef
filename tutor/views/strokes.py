"""Series as the views draw them: each with a mark and a colour of its own, and its facts in words.

A point is a finite number, None, or neither (nan, inf, a shape): what is no number is never drawn
as if it were one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeGuard

from tutor.display import show_line
from tutor.language import say
from tutor.records.views.series import Line, SeriesRecord
from tutor.views.palette import Palette
from tutor.views.values import number_text

Point: TypeAlias = float | str | None

MARKS, PINNED_MARKS = "●◆▲■✚", "○◇△□✛"


@dataclass(frozen=True, slots=True)
class Stroke:
    """One series with the look it has."""

    name: str
    values: tuple[Point, ...]
    number: int
    """Which series it is, from 0: decides mark and colour."""
    pinned: bool = False
    """Whether it is of the run that was pinned."""

    @property
    def mark(self) -> str:
        return (PINNED_MARKS if self.pinned else MARKS)[self.number % len(MARKS)]

    def colour(self, palette: Palette) -> str:
        """Return its colour; pinned series are grey, so that the present ones stand out."""
        if self.pinned:
            return palette.support
        return (palette.now, palette.cool, palette.warm, palette.done, palette.number)[
            self.number % len(MARKS)
        ]

    @property
    def label(self) -> str:
        name = show_line(self.name, columns=60)
        return say("views.series_pinned", name=name) if self.pinned else name


def strokes(record: SeriesRecord, pinned: SeriesRecord | None = None) -> tuple[Stroke, ...]:
    """Return the series of a run, and before them those of the pinned one."""
    before = () if pinned is None else _strokes(pinned.lines, pinned=True)
    return (*before, *_strokes(record.lines))


def _strokes(lines: Sequence[Line], *, pinned: bool = False) -> tuple[Stroke, ...]:
    return tuple(Stroke(line.name, line.values, n, pinned) for n, line in enumerate(lines))


def finite(value: Point) -> TypeGuard[float]:
    """Tell whether a point is a number that can be drawn."""
    return isinstance(value, int | float) and math.isfinite(value)


def point_text(value: Point) -> str:
    """Return a point as it is written: `None`, `3.`, `nan`, `(2, 3)`."""
    if value is None:
        return "None"
    return show_line(value, columns=40) if isinstance(value, str) else number_text(value)


def same(one: Point, other: Point) -> bool:
    """Tell whether two points are the same, nan included."""
    if isinstance(one, float) and isinstance(other, float) and math.isnan(one):
        return math.isnan(other)
    return one == other


def facts(stroke: Stroke, every: int) -> str:
    """Return how a series goes in words: first and last value, and what it does in between.

    The least and the greatest are named where they are neither; what is no number is counted.
    """
    numbers = [(value, step * every) for step, value in enumerate(stroke.values) if finite(value)]
    found = []
    if numbers:
        (least, at_least), (most, at_most) = min(numbers), max(numbers, key=lambda pair: pair[0])
        ends = numbers[0][0], numbers[-1][0]
        found.append(" → ".join(map(number_text, ends)))
        if least not in ends:
            found.append(say("views.series_least", value=number_text(least), step=at_least))
        if most not in ends:
            found.append(say("views.series_most", value=number_text(most), step=at_most))
    others = (_kind(value) for value in stroke.values if not finite(value))
    found += [f"{count} × {kind}" for kind, count in _counted(others).items()]
    return " · ".join(found)


def _kind(value: Point) -> str:
    if isinstance(value, float):
        return "nan" if math.isnan(value) else str(value)
    return "None" if value is None else say("views.series_no_number")


def _counted(kinds: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for kind in kinds:
        counts[kind] = counts.get(kind, 0) + 1
    return counts
