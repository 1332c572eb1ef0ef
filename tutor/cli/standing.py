"""Standings for the command line, which opens a store only where there is one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tutor.paths import data_folder
from tutor.standing import Standing
from tutor.standing import standings as standings_of

if TYPE_CHECKING:
    from tutor.lesson.course import Course

__all__ = ["Standing", "standings"]


def standings(course: Course) -> Mapping[str, Standing]:
    """Return the standing of every lesson; all are new where nothing has been stored yet."""
    if not (data_folder().is_dir() and any(data_folder().glob("progress.*"))):
        return standings_of(course, {}, {})
    from tutor.store import Store

    store = Store(data_folder())
    store.open()
    try:
        return standings_of(course, store.latest("visited"), store.latest("finished"))
    finally:
        store.close()
