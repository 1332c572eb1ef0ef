"""A calendar of days as a grid of shades: a column a week, a row a day of the week."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from rich.cells import cell_len
from rich.text import Text

from tutor.language import say
from tutor.views.palette import Palette

SHADES = ("·", "░", "▒", "▓", "█")
"""None, and more and more answers a day; told apart by shape, not by colour."""
STEPS = (1, 5, 12, 25)
"""Answers a day from which each further shade begins."""
MOST_WEEKS = 26


def calendar(days: Mapping[date, int], today: date, width: int, palette: Palette) -> Text:
    """Return the weeks up to `today`, as many as fit in `width` columns."""
    names = [say(f"views.weekday_{n}") for n in range(7)]
    margin = max(map(cell_len, names)) + 1
    weeks = max(1, min(MOST_WEEKS, (width - margin) // 2))
    monday = today - timedelta(days=today.weekday())
    first = monday - timedelta(weeks=weeks - 1)
    text = Text(" " * margin, no_wrap=True)
    text.append(_months(first, weeks), style=palette.support)
    for weekday, name in enumerate(names):
        shown = name if weekday % 2 == 0 else ""
        text.append(f"\n{shown}{' ' * (margin - cell_len(shown))}", style=palette.support)
        for week in range(weeks):
            day = first + timedelta(weeks=week, days=weekday)
            text.append_text(_cell(days.get(day, 0), day, today, palette))
    return text


def _cell(answers: int, day: date, today: date, palette: Palette) -> Text:
    if day > today:
        return Text("  ")
    level = sum(answers >= step for step in STEPS)
    return Text(f"{SHADES[level]} ", style=palette.now if level else palette.faint)


def _months(first: date, weeks: int) -> str:
    """Return the months over their first week; one that has no room is left out."""
    line = ""
    for week in range(weeks):
        day = first + timedelta(weeks=week)
        is_new = week == 0 or day.day <= 7
        name = say("views.month", month=day.month)
        if is_new and cell_len(line) <= 2 * week:
            line += " " * (2 * week - cell_len(line)) + f"{name} "
    return line.rstrip()
