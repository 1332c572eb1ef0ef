"""A plot in braille dots, eight to a character, with axes, ticks and a legend.

Every row of dots carries what is needed to find the step under a column as the `plot` of its
style's meta. Of several series each also has its own mark, so that no colour is needed to tell
them apart.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from rich.style import Style
from rich.text import Text

from tutor.language import say
from tutor.views.axes import Axis, step_axis, value_axis
from tutor.views.dots import Cell, Dots
from tutor.views.legend import legend
from tutor.views.palette import Palette
from tutor.views.strokes import Point, Stroke, finite

ROWS_A_TICK = 4
"""Rows between two ticks of the values, about."""
LEAST_ROWS = 8
NAN, ABOVE, BELOW = "×", "↑", "↓"


def plot(
    strokes: Sequence[Stroke],
    *,
    width: int,
    height: int,
    every: int,
    at: int | None,
    palette: Palette,
) -> Text:
    """Return all series on one pair of axes; `at` is the step (as a point) that is read."""
    numbers = [float(v) for stroke in strokes for v in stroke.values if finite(v)]
    if not numbers:
        return Text(say("views.series_no_numbers"), style=palette.support)
    rows = max(LEAST_ROWS, height - 2 - len(strokes))
    values = value_axis(min(numbers), max(numbers), max(2, rows // ROWS_A_TICK))
    margin = max(map(len, values.labels))
    columns = max(8, width - margin - 2)
    points = max(len(stroke.values) for stroke in strokes)
    steps = step_axis(points, every, columns)
    dots = _drawn(strokes, Dots(columns, rows), values, points, at)
    labels = {
        values.place(t, rows): text for t, text in zip(values.ticks, values.labels, strict=True)
    }
    meta = Style(meta={"plot": (columns, points)})
    text = Text(no_wrap=True)
    for row in range(rows):
        label = labels.get(rows - 1 - row)
        text.append(f"{label or '':>{margin}} ", style=palette.support)
        text.append("┤" if label else "│", style=palette.faint)
        start = len(text)
        for cell in dots.row(row):
            text.append(cell.text, style=_style(cell, strokes, palette))
        text.stylize(meta, start)
        text.append("\n")
    text.append_text(_foot(steps, margin, columns, points, at, palette))
    for line in legend(strokes, every, at, width, palette):
        text.append("\n").append_text(line)
    return text


def _drawn(
    strokes: Sequence[Stroke], dots: Dots, values: Axis, points: int, at: int | None
) -> Dots:
    """Draw all series; their marks stand above all lines, staggered."""
    if at is not None:
        dots.rule(_column(at, points, 2 * dots.columns) // 2)
    placed = [_places(stroke.values, dots, values, points) for stroke in strokes]
    for number, places in enumerate(placed):
        _join(places, dots, number)
    for number, (stroke, places) in enumerate(zip(strokes, placed, strict=True)):
        _mark_others(stroke, number, dots, points)
        marked = {*_marked(number, len(strokes), points), *_alone(places)}
        marked |= {at} if at is not None else set()
        for step in marked:
            if step < len(places) and (place := places[step]) is not None:
                dots.put(place[0] // 2, place[1] // 4, stroke.mark, number)
    return dots


def _places(
    series: Sequence[Point], dots: Dots, values: Axis, points: int
) -> list[tuple[int, int] | None]:
    """Return the dot of each point; None where it is no number."""
    wide, tall = 2 * dots.columns, 4 * dots.rows
    return [
        (_column(step, points, wide), tall - 1 - values.place(value, tall))
        if finite(value)
        else None
        for step, value in enumerate(series)
    ]


def _join(places: Sequence[tuple[int, int] | None], dots: Dots, number: int) -> None:
    """Draw lines from point to point; points that stand on dots drawn already cost nothing."""
    before: tuple[int, int] | None = None
    low = high = 0
    for place in places:
        if place is None:
            before = None
            continue
        x, y = place
        if before is not None and before[0] == x:
            if not low <= y <= high:
                dots.line((x, min(max(y, low), high)), place, number)
                low, high = min(low, y), max(high, y)
        else:
            dots.line(before or place, place, number)
            low = high = y
        before = place


def _column(step: int, points: int, size: int) -> int:
    return round(step / max(1, points - 1) * (size - 1))


def _mark_others(stroke: Stroke, number: int, dots: Dots, points: int) -> None:
    """Mark nan at the foot, the infinities at the end they left by; None is a gap."""
    for step, value in enumerate(stroke.values):
        if isinstance(value, float) and not math.isfinite(value):
            mark = NAN if math.isnan(value) else ABOVE if value > 0 else BELOW
            row = 0 if mark == ABOVE else dots.rows - 1
            dots.put(_column(step, points, 2 * dots.columns) // 2, row, mark, number)


def _marked(number: int, count: int, points: int) -> list[int]:
    """Return the points that carry the mark of a series, where there are several series."""
    if count < 2:
        return []
    times = min(4, max(1, points // count))
    return [round((each + (number + 0.5) / count) * (points - 1) / times) for each in range(times)]


def _alone(places: Sequence[object]) -> list[int]:
    """Return the points that have no neighbour a line could be drawn to."""
    around = [None, *places, None]
    return [
        step
        for step, (before, place, after) in enumerate(zip(around, places, around[2:], strict=False))
        if place is not None and before is None and after is None
    ]


def _style(cell: Cell, strokes: Sequence[Stroke], palette: Palette) -> str:
    if cell.series is None:
        return palette.faint
    colour = strokes[cell.series].colour(palette)
    return palette.bold(colour) if cell.is_mark else colour


def _foot(
    steps: Axis, margin: int, columns: int, points: int, at: int | None, palette: Palette
) -> Text:
    """Return the axis of the steps and, under it, their numbers."""
    rule = ["─"] * columns
    numbers = [" "] * (columns + 8)
    end = -1
    for tick, label in zip(steps.ticks, steps.labels, strict=True):
        column = steps.place(tick, columns)
        start = max(0, column - len(label) // 2)
        rule[column] = "┬"
        if start > end and start + len(label) <= columns + 1:
            numbers[start : start + len(label)] = label
            end = start + len(label)
    if at is not None:
        rule[_column(at, points, 2 * columns) // 2] = "┴"
    text = Text(" " * (margin + 1), no_wrap=True).append("└" + "".join(rule), style=palette.faint)
    shown = "".join(numbers).rstrip()
    return text.append(f"\n{' ' * (margin + 2)}{shown}", style=palette.support)
