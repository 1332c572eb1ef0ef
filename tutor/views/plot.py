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
from tutor.views.hanging import hanging
from tutor.views.palette import Palette
from tutor.views.strokes import Point, Stroke, facts, finite, point_text
from tutor.views.values import fitted

ROWS_A_TICK = 4
"""Rows between two ticks of the values, about."""
LEAST_ROWS = 8
INDENT = 2
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
    for line in _legend(strokes, every, at, width, palette):
        text.append("\n").append_text(line)
    return text


def _legend(
    strokes: Sequence[Stroke], every: int, at: int | None, width: int, palette: Palette
) -> list[Text]:
    """Return a row a series: its facts, or its value at the point `at`; as many rows either way."""
    lines = [line for each in strokes for line in _facts(each, every, width, palette)]
    if at is None:
        return lines
    read = [_value(each, at, every, width, palette) for each in strokes]
    return read + [Text("") for _ in lines[len(read) :]]


def _facts(stroke: Stroke, every: int, width: int, palette: Palette) -> list[Text]:
    text = _name(stroke, width, palette)
    text.append(f"  {facts(stroke, every)}", style=palette.support)
    return hanging(text, width, INDENT)


def _value(stroke: Stroke, at: int, every: int, width: int, palette: Palette) -> Text:
    said = point_text(stroke.values[at]) if at < len(stroke.values) else "–"
    text = _name(stroke, width, palette)
    text.append(f"  {say('views.series_at', step=at * every)} ", style=palette.support)
    return text.append(said, style=palette.bold(palette.warm))


def _name(stroke: Stroke, width: int, palette: Palette) -> Text:
    text = Text(f"{stroke.mark} ", style=stroke.colour(palette))
    return text.append(fitted(stroke.label, width // 2), palette.text)


def _drawn(
    strokes: Sequence[Stroke], dots: Dots, values: Axis, points: int, at: int | None
) -> Dots:
    """Draw all series; their marks stand above all lines, staggered."""
    if at is not None:
        dots.rule(_column(at, points, 2 * dots.columns) // 2)
    placed = [
        [_place(step, value, dots, values, points) for step, value in enumerate(stroke.values)]
        for stroke in strokes
    ]
    for stroke, places in zip(strokes, placed, strict=True):
        before = None
        for place in places:
            if place is not None:
                dots.line(before or place, place, strokes.index(stroke))
            before = place
    for number, (stroke, places) in enumerate(zip(strokes, placed, strict=True)):
        _mark_others(stroke, number, dots, points)
        marked = {*_marked(number, len(strokes), points), *_alone(places)}
        marked |= {at} if at is not None else set()
        for step in marked:
            if step < len(places) and (place := places[step]) is not None:
                dots.put(place[0] // 2, place[1] // 4, stroke.mark, number)
    return dots


def _place(
    step: int, value: Point, dots: Dots, values: Axis, points: int
) -> tuple[int, int] | None:
    if not finite(value):
        return None
    tall = 4 * dots.rows
    return _column(step, points, 2 * dots.columns), tall - 1 - values.place(float(value), tall)


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
