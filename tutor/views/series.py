"""Values over steps: bars while each can have a row of its own, a plot of dots for more.

None is a gap named None, never 0; nan and the infinities have marks of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from tutor.language import say
from tutor.records.views.series import Line, SeriesRecord
from tutor.views.bars import DIFFERS, bars
from tutor.views.hanging import hanging
from tutor.views.legend import legend
from tutor.views.palette import Palette
from tutor.views.plot import plot
from tutor.views.strokes import Point, same, strokes

MOST_BARS = 12
HEIGHT = 14
"""Rows of a plot where nothing says how many there are."""
TALLEST = 30


@dataclass(frozen=True, slots=True)
class ReadSeries:
    """Series one reads a value of, and what the pinned run had in their place."""

    record: SeriesRecord
    at: int | None = None
    """The point that is read."""
    pinned: SeriesRecord | None = None


def points(record: SeriesRecord) -> int:
    """Return the points of the longest series."""
    return max((len(line.values) for line in record.lines), default=0)


def view(
    record: SeriesRecord | ReadSeries, *, width: int, height: int | None = None, palette: Palette
) -> RenderableType:
    """Return bars for up to MOST_BARS points, else a plot."""
    if isinstance(record, SeriesRecord):
        record = ReadSeries(record)
    shown, pinned = record.record, record.pinned
    if pinned is not None:
        shown, pinned = _over_the_same_steps(shown, pinned)
    count = max(points(shown), points(pinned) if pinned is not None else 0)
    if count == 0:
        return Text(say("views.series_empty"), style=palette.support)
    at = None if record.at is None else max(0, min(record.at, count - 1))
    if count <= MOST_BARS:
        text = _bars(shown, pinned, width, at, palette)
    else:
        rows = min(height or HEIGHT, TALLEST)
        drawn = strokes(shown, pinned)
        text = plot(drawn, width=width, height=rows, every=shown.every, at=at, palette=palette)
    below = []
    if pinned is not None:
        told = difference(shown, pinned)
        below.append(Text(told, palette.warm if told.startswith(DIFFERS) else palette.support))
    if shown.every > 1:
        below.append(Text(say("views.series_every", every=shown.every), palette.support))
    return Group(text, *(line for each in below for line in hanging(each, width, 2)))


def differing(shown: SeriesRecord, pinned: SeriesRecord) -> list[int]:
    """Return the points at which any series differs from the pinned one of the same name."""
    before = {line.name: line.values for line in pinned.lines}
    return [
        point
        for point in range(max(points(shown), points(pinned)))
        if any(
            line.name in before
            and not same(*(_at(v, point) for v in (line.values, before[line.name])))
            for line in shown.lines
        )
    ]


def _at(values: Sequence[Point], point: int) -> Point:
    return values[point] if point < len(values) else "–"


def difference(shown: SeriesRecord, pinned: SeriesRecord) -> str:
    """Return at how many steps two runs differ, and where first, as a sentence."""
    shown, pinned = _over_the_same_steps(shown, pinned)
    differ = differing(shown, pinned)
    if not differ:
        return say("views.series_same")
    of = max(points(shown), points(pinned))
    return say("views.series_differ", count=len(differ), of=of, first=differ[0] * shown.every)


def values_at(record: SeriesRecord, at: int, width: int, palette: Palette) -> list[Text]:
    """Return the value of each series at one point, as a line each."""
    lines = legend(strokes(record), record.every, at, width, palette)
    return lines[: len(record.lines)]


def _over_the_same_steps(
    shown: SeriesRecord, pinned: SeriesRecord
) -> tuple[SeriesRecord, SeriesRecord]:
    """Return both records with as many steps between their points."""
    every = max(shown.every, pinned.every)
    return _thinned(shown, every), _thinned(pinned, every)


def _thinned(record: SeriesRecord, every: int) -> SeriesRecord:
    by = every // record.every
    return SeriesRecord(tuple(Line(line.name, line.values[::by]) for line in record.lines), every)


def _bars(
    shown: SeriesRecord,
    pinned: SeriesRecord | None,
    width: int,
    at: int | None,
    palette: Palette,
) -> Text:
    now = [each for each in strokes(shown, pinned) if not each.pinned]
    before = {each.name: each for each in strokes(shown, pinned) if each.pinned}
    return Text("\n\n").join(
        bars(
            each,
            before.get(each.name),
            width=width,
            at=at,
            named=len(now) > 1,
            palette=palette,
        )
        for each in now
    )
