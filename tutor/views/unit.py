"""A unit as a page: what it gives, its lessons under what they build on, and where one stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text

from tutor.display import show, show_line
from tutor.language import say
from tutor.lesson.entries import Course, LessonEntry, Unit
from tutor.standing import MARKS, Standing, standing_of
from tutor.views.fitting import fitted
from tutor.views.palette import Palette

WIDEST = 100


def unit_page(
    course: Course,
    unit: Unit,
    standings: Mapping[str, Standing],
    *,
    width: int,
    palette: Palette,
) -> RenderableType:
    """Return the page of `unit` for the width there is."""
    width = min(width, WIDEST)
    minutes = sum(entry.minutes for entry in unit.lessons)
    questions = sum(len(entry.questions) for entry in unit.lessons)
    done = sum(_state(standings, entry) == "done" for entry in unit.lessons)
    facts = say(
        "views.unit_facts",
        lessons=len(unit.lessons),
        minutes=minutes,
        questions=questions,
        done=done,
    )
    parts: list[RenderableType] = [
        Text(show_line(unit.title), style=palette.bold(palette.text)),
        Text(facts, style=palette.support),
    ]
    if unit.about:
        parts += [Text(""), Text(" ".join(show(unit.about).split()), style=palette.text)]
    parts += [Text(""), Text(say("views.unit_map"), style=palette.cool)]
    parts += _map(course, unit, standings, width, palette)
    return Group(*parts)


def _map(
    course: Course,
    unit: Unit,
    standings: Mapping[str, Standing],
    width: int,
    palette: Palette,
) -> Iterator[Text]:
    """Yield each lesson under the last of its unit that it builds on."""
    inside = {entry.id: entry for entry in unit.lessons}
    under: dict[str, list[LessonEntry]] = {}
    for entry in unit.lessons:
        before = [name for name in _required(course, entry) if name in inside]
        under.setdefault(before[-1] if before else "", []).append(entry)
    waiting = [(entry, "", "") for entry in reversed(under.get("", []))]
    while waiting:
        entry, lead, branch = waiting.pop()
        yield _lesson(course, unit, entry, lead + branch, standings, width, palette)
        further = lead + ("│ " if branch == "├─" else "  " if branch else "")
        below = under.get(entry.id, [])
        for number in range(len(below) - 1, -1, -1):
            turn = "└─" if number == len(below) - 1 else "├─"
            waiting.append((below[number], further, turn))


def _lesson(
    course: Course,
    unit: Unit,
    entry: LessonEntry,
    rail: str,
    standings: Mapping[str, Standing],
    width: int,
    palette: Palette,
) -> Text:
    state = _state(standings, entry)
    style = {"done": palette.done, "started": palette.now}.get(state, palette.support)
    text = Text(rail, style=palette.faint, no_wrap=True)
    text.append(f"{MARKS[state]} ", style=style)
    text.append(
        fitted(show_line(entry.title), max(8, width - cell_len(text.plain))), style=palette.text
    )
    beside = _also(course, unit, entry, has_rail=bool(rail))
    room = width - cell_len(text.plain) - 3
    if beside and room >= 12:
        text.append(f"   {fitted(beside, room)}", style=palette.support)
    return text


def _also(course: Course, unit: Unit, entry: LessonEntry, *, has_rail: bool) -> str:
    """Return what else a lesson builds on than the one it stands under."""
    titles = []
    inside = [name for name in _required(course, entry) if _unit_of(course, name) == unit.id]
    for name in _required(course, entry):
        found = course.lesson(name)
        if found is not None and not (has_rail and inside and name == inside[-1]):
            titles.append(show_line(found.title))
    return say("views.unit_after", titles=", ".join(titles)) if titles else ""


def _required(course: Course, entry: LessonEntry) -> list[str]:
    """Return the ids of what a lesson builds on, in the order of the course."""
    wanted = set(entry.requires)
    return [name for name in course.ids if name in wanted] if wanted else []


def _unit_of(course: Course, lesson: str) -> str:
    found = course.lesson(lesson)
    return found.unit if found is not None else ""


def _state(standings: Mapping[str, Standing], entry: LessonEntry) -> str:
    return standing_of(entry, standings).state
