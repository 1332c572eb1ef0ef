"""Where the learner stands in each lesson of a course, from the newest events of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutor.paths import data_folder

if TYPE_CHECKING:
    from tutor.lesson.course import Course
    from tutor.store import Event


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of one lesson: "new", "started", "done" or "broken"."""

    state: str
    step: int = 0
    steps: int = 0
    questions: int = 0
    ended: int = 0


def standings(course: Course) -> Mapping[str, Standing]:
    """Return the standing of every lesson; all are new where nothing has been stored yet."""
    visited: Mapping[str, Event] = {}
    finished: Mapping[str, Event] = {}
    if data_folder().is_dir() and any(data_folder().glob("progress.*")):
        from tutor.store import Store

        store = Store(data_folder())
        store.open()
        try:
            visited, finished = store.latest("visited"), store.latest("finished")
        finally:
            store.close()
    return {
        entry.id: _standing(bool(entry.problems), visited.get(entry.id), entry.id in finished)
        for entry in course.lessons
    }


def _standing(broken: bool, visited: Event | None, finished: bool) -> Standing:
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
