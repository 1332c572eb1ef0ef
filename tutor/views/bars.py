"""Values over a few steps as bars from one zero, each with its value behind it.

Every row carries its step as the `point` of its style's meta. A bar of the pinned run stands under
the one of the present run; where the two differ, a sign says so.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from tutor.views.palette import Palette
from tutor.views.strokes import Point, Stroke, finite, point_text, same

BAR, PINNED_BAR = "━", "─"
WIDEST = 60
LEAST = 8
DIFFERS = "≠"
READ = "▸"


class Scale:
    """Where zero and the ends of bars are, the same for all bars that are compared."""

    def __init__(self, strokes: Sequence[Stroke], room: int) -> None:
        numbers = [float(v) for stroke in strokes for v in stroke.values if finite(v)]
        least, most = min([*numbers, 0.0]), max([*numbers, 0.0])
        self._span = most / 2 - least / 2
        self.room = room
        self.zero = -self._columns(least)

    def length(self, value: Point) -> int:
        """Return the columns of a bar, less than 0 where it goes to the left."""
        if not finite(value):
            return 0
        return self._columns(value) or (int(math.copysign(1, value)) if value else 0)

    def _columns(self, value: float) -> int:
        return round(value / 2 / self._span * self.room) if self._span else 0


def bars(
    stroke: Stroke,
    pinned: Stroke | None,
    *,
    width: int,
    at: int | None,
    named: bool,
    palette: Palette,
) -> Text:
    """Return a row for each step; with a pinned series, two."""
    both = [each for each in (stroke, pinned) if each is not None]
    points = max(len(each.values) for each in both)
    digits = len(str(points - 1))
    widest = max((cell_len(point_text(v)) for each in both for v in each.values), default=0)
    room = width - digits - widest - 5 - (2 if pinned is not None else 0)
    scale = Scale(both, min(WIDEST, max(LEAST, room)))
    text = Text(no_wrap=True)
    if named or pinned is not None:
        text.append_text(_head(both, palette))
    for step in range(points):
        if text.plain:
            text.append("\n")
        start = len(text)
        lead = READ if step == at else " "
        text.append(
            f"{lead}{step:>{digits}} ", style=palette.now if step == at else palette.support
        )
        _row(text, stroke, step, scale, step == points - 1 or step == at, palette)
        if pinned is not None:
            if not same(_at(stroke, step), _at(pinned, step)):
                text.append(f" {DIFFERS}", style=palette.bold(palette.now))
            text.append(f"\n {' ' * digits} ")
            _row(text, pinned, step, scale, False, palette)
        text.stylize(Style(meta={"point": step}), start)
    return text


def _head(both: Sequence[Stroke], palette: Palette) -> Text:
    parts = []
    for each in both:
        line = PINNED_BAR if each.pinned else BAR
        text = Text(f"{line * 2} " if len(both) > 1 else "", style=each.colour(palette))
        parts.append(text.append(each.label, style=palette.support))
    return Text("   ", no_wrap=True).join(parts)


def _row(
    text: Text, stroke: Stroke, step: int, scale: Scale, strong: bool, palette: Palette
) -> None:
    """Append the bar of one step from the zero column, and its value."""
    if step >= len(stroke.values):
        text.append(" " * scale.zero).append("│ ", style=palette.faint).append("–", palette.support)
        return
    value = stroke.values[step]
    style = palette.support if stroke.pinned else palette.now if strong else palette.warm
    line = PINNED_BAR if stroke.pinned else BAR
    length = scale.length(value)
    left = line * -min(0, length)
    right = _endless(value, scale, line) if not finite(value) else line * max(0, length)
    text.append(" " * (scale.zero - len(left))).append(left, style=style)
    text.append("│", style=palette.faint).append(right, style=style)
    value_style = palette.text if finite(value) else palette.warm
    text.append(f" {point_text(value)}", style=palette.bold(value_style))


def _endless(value: Point, scale: Scale, line: str) -> str:
    """Return an arrow for an infinity, a cross for nan; nothing for None and what is no number."""
    if not isinstance(value, float):
        return ""
    if math.isnan(value):
        return "×"
    return line * (scale.room - scale.zero - 1) + "▶" if value > 0 else "◀"


def _at(stroke: Stroke, step: int) -> Point:
    return stroke.values[step] if step < len(stroke.values) else "–"
