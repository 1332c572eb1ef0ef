"""A plot in braille dots, eight to a character, with axes and a legend."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rich.text import Text

from tutor.display import show_line
from tutor.language import say
from tutor.records.views.series import Line
from tutor.views.palette import Palette
from tutor.views.values import number_text

_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""Bits of a braille character by row and column of its dots."""
_MARKS = ("●", "◆", "▲", "■", "✚")


def plot(lines: Sequence[Line], *, width: int, height: int, palette: Palette) -> Text:
    """Return all series on one pair of axes; points that are no finite numbers are gaps."""
    finite = [v for line in lines for v in line.values if _finite(v)]
    if not finite:
        return Text(say("views.series_no_numbers"), style=palette.support)
    least, most = float(min(finite)), float(max(finite))  # type: ignore[type-var, arg-type]
    if least == most:
        least, most = least - 0.5, most + 0.5
    labels = (number_text(most), number_text((most + least) / 2), number_text(least))
    margin = max(map(len, labels)) + 1
    columns, rows = max(8, width - margin - 2), max(4, min(height, 30) - 2)
    cells = _grid(lines, columns, rows, least, most)
    text = Text()
    for row in range(rows):
        label = {0: labels[0], (rows - 1) // 2: labels[1], rows - 1: labels[2]}.get(row, "")
        text.append(f"{label:>{margin}} ", style=palette.support).append("│", style=palette.faint)
        for column in range(columns):
            bits, series = cells[row][column]
            text.append(chr(0x2800 + bits) if bits else " ", style=_colour(series, palette))
        text.append("\n")
    text.append(" " * (margin + 1) + "└" + "─" * columns, style=palette.faint)
    return text.append_text(_foot(lines, margin, columns, palette))


def _grid(
    lines: Sequence[Line], columns: int, rows: int, least: float, most: float
) -> list[list[tuple[int, int]]]:
    """Return for each character its dots and which series drew there last."""
    cells = [[(0, 0)] * columns for _ in range(rows)]
    points = max(len(line.values) for line in lines)
    for number, line in enumerate(lines):
        before: tuple[int, int] | None = None
        for step, value in enumerate(line.values):
            if not _finite(value):
                before = None
                continue
            x = round(step / max(1, points - 1) * (2 * columns - 1))
            y = round((most - float(value)) / (most - least) * (4 * rows - 1))  # type: ignore[arg-type]
            for px, py in _between(before or (x, y), (x, y)):
                bits, _ = cells[py // 4][px // 2]
                cells[py // 4][px // 2] = (bits | _DOTS[py % 4][px % 2], number)
            before = (x, y)
    return cells


def _between(start: tuple[int, int], end: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the dots of a straight line."""
    steps = max(abs(end[0] - start[0]), abs(end[1] - start[1]), 1)
    return [
        (
            round(start[0] + (end[0] - start[0]) * step / steps),
            round(start[1] + (end[1] - start[1]) * step / steps),
        )
        for step in range(steps + 1)
    ]


def _foot(lines: Sequence[Line], margin: int, columns: int, palette: Palette) -> Text:
    last = str(max(len(line.values) for line in lines) - 1)
    text = Text(f"\n{' ' * (margin + 2)}0{last:>{columns - 1}}", style=palette.support)
    for number, line in enumerate(lines):
        mark = _MARKS[number % len(_MARKS)]
        text.append(f"\n{' ' * (margin + 2)}{mark} ", style=_colour(number, palette))
        text.append(show_line(line.name, columns=60), style=palette.text)
        gaps = sum(not _finite(value) for value in line.values)
        if gaps:
            text.append(f"  {say('views.series_gaps', count=gaps)}", style=palette.support)
    return text


def _colour(series: int, palette: Palette) -> str:
    return (palette.now, palette.cool, palette.warm, palette.done, palette.number)[series % 5]


def _finite(value: float | str | None) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)
