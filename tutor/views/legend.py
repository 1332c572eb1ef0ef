"""The legend of a plot: what each series is and how it goes, or its value at one step."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from tutor.language import say
from tutor.views.fitting import fitted
from tutor.views.hanging import hanging
from tutor.views.palette import Palette
from tutor.views.strokes import Stroke, facts, point_text

INDENT = 2


def legend(
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
