"""The lines of the course tree as text: the title as wide as there is room, the state beside it."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text

from tutor.display import show_line
from tutor.lesson.entries import LessonEntry, Unit
from tutor.standing import MARKS, Standing
from tutor.views.fitting import fitted
from tutor.views.palette import Palette


def unit_label(unit: Unit, done: int, room: int, palette: Palette, *, is_open: bool) -> Text:
    """Return the title of a unit, with how many of its lessons are done; a closed one is marked."""
    count = f"{done}/{len(unit.ids)}"
    lead = "" if is_open else "▸ "
    text = Text(lead, style=palette.support, no_wrap=True)
    title = fitted(show_line(unit.title), room - len(lead) - 6)
    text.append(title, style=palette.bold(palette.text))
    text.append(" " * max(1, room - cell_len(text.plain) - len(count)))
    return text.append(count, style=palette.support)


def lesson_label(
    entry: LessonEntry, standing: Standing, room: int, palette: Palette, *, under_cursor: bool
) -> Text:
    """Return the title of a lesson between the sign of its state and the step one is at."""
    colours = {
        "done": palette.done,
        "started": palette.warm,
        "new": palette.support,
        "broken": palette.error,
    }
    aside = f"{min(standing.step + 1, standing.steps)}/{standing.steps}"
    aside = aside if standing.state == "started" else ""
    text = Text(no_wrap=True)
    text.append(f"{MARKS[standing.state]} ", style=colours[standing.state])
    colour = palette.warm if under_cursor else palette.text
    title = fitted(show_line(entry.title), room - 2 - (len(aside) + 1 if aside else 0))
    text.append(title, style=palette.bold(colour) if under_cursor else colour)
    text.append(" " * max(1, room - cell_len(text.plain) - len(aside)))
    return text.append(aside, style=palette.support)
