"""Values over steps: bars while each can have a row of its own, a plot of dots for more."""

from __future__ import annotations

import math

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from tutor.display import show_line
from tutor.language import say
from tutor.records.views.series import Line, SeriesRecord
from tutor.views.palette import Palette
from tutor.views.plot import plot
from tutor.views.values import number_text

MOST_BARS = 12
BAR, NEGATIVE = "━", "╍"
WIDEST_BAR = 60


def view(
    record: SeriesRecord, *, width: int, height: int | None = None, palette: Palette
) -> RenderableType:
    """Return bars for up to MOST_BARS points, else a plot; None is a gap named None, never 0."""
    points = max((len(line.values) for line in record.lines), default=0)
    if points == 0:
        return Text(say("views.series_empty"), style=palette.support)
    if points <= MOST_BARS:
        named = len(record.lines) > 1
        text = Text("\n\n").join(_bars(line, width, palette, named) for line in record.lines)
    else:
        text = plot(record.lines, width=width, height=height or 12, palette=palette)
    if record.left_out:
        text.append(f"\n{say('views.series_left_out', count=record.left_out)}", palette.support)
    return text


def _bars(line: Line, width: int, palette: Palette, named: bool) -> Text:
    """Return one bar a point, from a common zero, its value in bold behind it."""
    labels = [_label(value) for value in line.values]
    numbers = [value for value in line.values if _finite(value)]
    least = min((float(value) for value in numbers), default=0.0)  # type: ignore[arg-type]
    most = max((float(value) for value in numbers), default=0.0)  # type: ignore[arg-type]
    least, most = min(least, 0.0), max(most, 0.0)
    digits = len(str(len(line.values) - 1))
    room = min(WIDEST_BAR, max(8, width - digits - max(map(cell_len, labels)) - 4))
    scale = room / (most - least) if most > least else 0.0
    zero = round(-least * scale)
    text = Text(show_line(line.name, columns=60) if named else "", style=palette.support)
    for step, (value, label) in enumerate(zip(line.values, labels, strict=True)):
        lead = "\n" if text.plain else ""
        text.append(f"{lead}{step:>{digits}} ", style=palette.support)
        length = round(float(value) * scale) if _finite(value) else 0  # type: ignore[arg-type]
        text.append_text(_bar(length, zero, palette, last=step == len(line.values) - 1))
        text.append(
            f" {label}", style=palette.bold(palette.text if _finite(value) else palette.warm)
        )
    return text


def _bar(length: int, zero: int, palette: Palette, *, last: bool) -> Text:
    """Return a bar from the zero column, to the left where it is negative."""
    style = palette.now if last else palette.warm
    if length < 0:
        return (
            Text(" " * (zero + length))
            .append(NEGATIVE * -length, style=style)
            .append("│", palette.faint)
        )
    axis = (
        Text(" " * zero).append("│", style=palette.faint)
        if zero
        else Text("│", style=palette.faint)
    )
    return axis.append(BAR * length, style=style)


def _label(value: float | str | None) -> str:
    if value is None:
        return "None"
    return show_line(value, columns=40) if isinstance(value, str) else number_text(value)


def _finite(value: float | str | None) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)
