"""The values of a line as they stand behind its code in an editor: one row, cut to its room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.text import Text

from tutor.records.messages import LiveValue
from tutor.views.code import values_by_name
from tutor.views.fitting import fitted
from tutor.views.live_rows import beside
from tutor.views.palette import Palette

LEAST = 6
"""Columns below which nothing is shown."""
BETWEEN = " · "


def inlay(recorded: Sequence[LiveValue], room: int, palette: Palette) -> Text | None:
    """Return the values of one line in `room` columns; None where there is no room for any.

    A single expression is not named: it stands in the comment.
    """
    values = values_by_name(recorded)
    if not values or room < LEAST:
        return None
    if len(values) == 1:
        ((_, texts),) = values.items()
        found = beside("", texts, room, palette)
        return found or Text(fitted(texts[-1], room), style=palette.warm)
    last = BETWEEN.join(f"{name} {texts[-1]}" for name, texts in values.items())
    return Text(fitted(last, room), style=palette.warm)


def still_true(
    values: Mapping[int, Sequence[LiveValue]], before: str, now: str
) -> dict[int, Sequence[LiveValue]]:
    """Return the values of `before` at the lines of `now` that are the same from top or bottom."""
    if before == now:
        return dict(values)
    old, new = before.split("\n"), now.split("\n")
    most = min(len(old), len(new))
    top = next((n for n in range(most) if old[n] != new[n]), most)
    bottom = next((n for n in range(most - top) if old[-1 - n] != new[-1 - n]), most - top)
    shift = len(new) - len(old)
    found = {}
    for line, recorded in values.items():
        if line <= top:
            found[line] = recorded
        elif line > len(old) - bottom:
            found[line + shift] = recorded
    return found
