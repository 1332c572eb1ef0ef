"""Where the learner stands in each lesson of a course, from the newest events of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.lesson.entries import Course
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
    """Return lesson → standing, from what `store` holds; raises StoreError."""
    return standings(course, store.latest("visited"), store.latest("finished"))


def standings(
    course: Course, visited: Mapping[str, Happened], finished: Mapping[str, Happened]
) -> Mapping[str, Standing]:
    """Return lesson → standing, from the newest `visited` and `finished` event of each lesson.

    What happened under an earlier name of a lesson counts as well.
    """
    found = {}
    for entry in course.lessons:
        names = course.names_of(entry.id)
        newest = next((visited[name] for name in names if name in visited), None)
        is_finished = any(name in finished for name in names)
        found[entry.id] = _standing(bool(entry.problems), newest, is_finished)
    return found


def _standing(broken: bool, visited: Happened | None, finished: bool) -> Standing:
    if broken:
        return Standing("broken")
    if visited is None:
        return Standing("new")
    step, steps, questions, ended = (
        _count(visited.body.get(name)) for name in ("step", "steps", "questions", "ended")
    )
    return Standing("done" if finished else "started", step, steps, questions, ended)


def _count(value: object) -> int:
    return value if type(value) is int else 0
