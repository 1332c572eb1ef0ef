"""Standings for the command line, which opens a store only where there is one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tutor.paths import data_folder
from tutor.standing import Standing
from tutor.standing import standings as standings_of

if TYPE_CHECKING:
    from tutor.lesson.course import Course
    from tutor.store import Event

__all__ = ["Standing", "standings"]


def standings(course: Course) -> Mapping[str, Standing]:
    """Return the standing of every lesson begun; none is where nothing has been stored yet."""
    if not (data_folder().is_dir() and any(data_folder().glob("progress.*"))):
        return standings_of(course, {}, {})
    # One reader that waits for its answer needs no thread, nor what a thread needs imported.
    from tutor.store.keeper import Keeper

    keeper = Keeper(data_folder())
    try:
        keeper.open()
        visited, finished = (_of_lessons(keeper.latest(kind)) for kind in ("visited", "finished"))
    finally:
        keeper.close()
    return standings_of(course, visited, finished)


def _of_lessons(latest: Mapping[tuple[str, str], Event]) -> Mapping[str, Event]:
    return {lesson: event for (lesson, _), event in latest.items()}
