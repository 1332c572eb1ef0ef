"""Where the learner stands in each lesson of a course, from the newest events of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.lesson.entries import Course, LessonEntry
    from tutor.progress import Happened
    from tutor.store import Store


MARKS = {"done": "●", "started": "◐", "new": "○", "broken": "✗"}
"""State → the sign of it on a screen."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of one lesson: "new", "started", "done" or "broken"."""

    state: str
    step: int = 0
    steps: int = 0
    questions: int = 0
    ended: int = 0


def standings_in(course: Course, store: Store) -> Mapping[str, Standing]:
    """Return lesson → standing of those begun, from what `store` holds; raises StoreError."""
    return standings(course, store.latest("visited"), store.latest("finished"))


def standings(
    course: Course, visited: Mapping[str, Happened], finished: Mapping[str, Happened]
) -> Mapping[str, Standing]:
    """Return lesson → standing of those begun, from the newest events of each lesson.

    What happened under an earlier name of a lesson counts as well. The others are left out, so
    that their entries need not be made: `standing_of` tells of each.
    """
    found = {}
    for name in dict.fromkeys(map(course.present_name, visited)):
        entry = course.lesson(name)
        if entry is not None and not entry.problems:
            names = course.names_of(name)
            newest = next(visited[each] for each in names if each in visited)
            found[name] = _begun(newest, is_finished=any(each in finished for each in names))
    return found


def standing_of(entry: LessonEntry, found: Mapping[str, Standing]) -> Standing:
    """Return where the learner stands in a lesson, by the standings of those begun."""
    if entry.problems:
        return Standing("broken")
    return found.get(entry.id, _NEW)


def next_lesson(course: Course, found: Mapping[str, Standing]) -> str | None:
    """Return the lesson a learner would go on with: one begun, else the first new one.

    No more of the course is read than that takes.
    """
    for name in course.ids:
        if name in found and found[name].state == "started":
            return name
    entries = (entry for unit in course.units for entry in unit.lessons)
    new = (entry.id for entry in entries if standing_of(entry, found).state == "new")
    return next(new, None) or next(iter(found or course.ids), None)


_NEW = Standing("new")


def _begun(visited: Happened, *, is_finished: bool) -> Standing:
    step, steps, questions, ended = (
        _count(visited.body.get(name)) for name in ("step", "steps", "questions", "ended")
    )
    return Standing("done" if is_finished else "started", step, steps, questions, ended)


def _count(value: object) -> int:
    return value if type(value) is int else 0
