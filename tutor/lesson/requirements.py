"""What lessons require of each other: it must exist, and no lesson may come to require itself."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from tutor.errors import Problem
from tutor.language import say
from tutor.lesson.entries import LessonEntry


def requirement_problems(lessons: Sequence[LessonEntry]) -> tuple[Problem, ...]:
    """Return the requirements that no lesson meets and those that lead back to themselves."""
    by_id = {entry.id: entry for entry in lessons}
    return (*_unknown(lessons, by_id), *_circles(by_id))


MOST_SUGGESTIONS = 20
"""Unknown ids a near one is looked for: it takes a while in a course of thousands."""


def _unknown(lessons: Sequence[LessonEntry], by_id: dict[str, LessonEntry]) -> Iterator[Problem]:
    count = 0
    for entry in lessons:
        for required, at in zip(entry.requires, entry.requires_at, strict=True):
            if required in by_id:
                continue
            count += 1
            close = (
                difflib.get_close_matches(required, by_id, n=1) if count < MOST_SUGGESTIONS else []
            )
            near = say("lesson.did_you_mean", near=close[0]) if close else ""
            message = say("lesson.requires_unknown", id=required)
            yield Problem(entry.path, *at, message, near or say("lesson.requires_unknown_hint"))


def _circles(by_id: dict[str, LessonEntry]) -> Iterator[Problem]:
    """Yield each requirement that closes a circle, found by one walk over all lessons."""
    done: set[str] = set()
    for start in by_id:
        if start in done:
            continue
        way = {start: iter(_required(by_id, start))}  # in the order they were entered
        while way:
            name = next(reversed(way))
            other, index = next(way[name], ("", 0))
            if not other:
                done.add(name)
                del way[name]
            elif other in way:
                names = list(way)
                yield _circle(by_id[name], index, names[names.index(other) :])
            elif other not in done:
                way[other] = iter(_required(by_id, other))


def _required(by_id: dict[str, LessonEntry], name: str) -> list[tuple[str, int]]:
    required = enumerate(by_id[name].requires)
    return [(other, index) for index, other in required if other in by_id]


def _circle(entry: LessonEntry, index: int, names: list[str]) -> Problem:
    circle = " → ".join([*names, names[0]])
    at = entry.requires_at[index]
    message = say("lesson.circle", circle=circle)
    return Problem(entry.path, *at, message, say("lesson.circle_hint"))
