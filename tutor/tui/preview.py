"""The lesson under the cursor as a renderable: what it gives, where one is, why it is broken."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from tutor.display import show_line
from tutor.language import say
from tutor.lesson.entries import Course, LessonEntry
from tutor.standing import Standing
from tutor.views.palette import Palette

MOST_PROBLEMS = 6


def preview(
    course: Course,
    entry: LessonEntry | None,
    standing: Standing | None,
    width: int,
    palette: Palette,
) -> RenderableType:
    """Return the preview of `entry`; of the course where no lesson is under the cursor."""
    del width
    if entry is None:
        return Text(show_line(course.title), style=palette.bold(palette.text))
    parts: list[RenderableType] = [
        Text(show_line(entry.title, columns=120), style=palette.bold(palette.text)),
        Text(_facts(course, entry), style=palette.support),
    ]
    if entry.problems:
        return Group(*parts, Text(""), _problems(entry, palette))
    parts += [Text(""), Text(say("tui.able_to"), style=palette.cool)]
    parts.append(_rows([show_line(goal) for goal in entry.goals], palette))
    if standing is not None:
        parts += [Text(""), Text(say("tui.where_you_are"), style=palette.cool)]
        parts.append(_rows([_where(standing)], palette))
    key = "tui.enter_continue" if standing and standing.state == "started" else "tui.enter_begin"
    enter = Text().append("enter ", palette.bold(palette.warm)).append(say(key), palette.support)
    return Group(*parts, Text(""), enter)


def _facts(course: Course, entry: LessonEntry) -> str:
    facts = [say("tui.minutes", minutes=entry.minutes)] if entry.minutes else []
    titles = [
        show_line(found.title) for found in map(course.lesson, entry.requires) if found is not None
    ]
    if titles:
        facts.append(say("tui.builds_on", lessons=", ".join(titles)))
    return " · ".join(facts)


def _where(standing: Standing) -> str:
    if standing.state == "new":
        return say("tui.not_begun")
    at = min(standing.step + 1, standing.steps)
    asked = say("tui.questions_ended", ended=standing.ended, count=standing.questions)
    if standing.state == "done":
        return f"{say('tui.finished')} · {asked}"
    return f"{say('tui.at_step', at=at, of=standing.steps)} · {asked}"


def _rows(rows: list[str], palette: Palette) -> RenderableType:
    grid = Table.grid(padding=0)
    grid.add_column(width=2)
    # Rich takes a space that no longer fits behind wide letters for text to be cut.
    grid.add_column(overflow="fold")
    for row in rows:
        grid.add_row(Text(""), Text(row, style=palette.text))
    return grid


def _problems(entry: LessonEntry, palette: Palette) -> RenderableType:
    text = Text(say("tui.broken"), style=palette.bold(palette.error))
    for problem in entry.problems[:MOST_PROBLEMS]:
        text.append(f"\n\n{show_line(str(problem), columns=600)}", style=palette.text)
    more = len(entry.problems) - MOST_PROBLEMS
    if more > 0:
        text.append(f"\n\n{say('tui.more_problems', count=more)}", style=palette.support)
    return text
