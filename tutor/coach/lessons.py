"""Which lessons the open course has, so that advice points only at one that can be opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Titles: TypeAlias = Callable[[str], str | None]
"""Id of a lesson → its title, or None where the course has none that can be opened."""


def _no_lessons(lesson: str) -> None:
    del lesson


_titles: Titles = _no_lessons


def use_lessons(titles: Titles) -> None:
    """Let advice point at the lessons of a course from now on."""
    global _titles
    _titles = titles


def lesson_title(lesson: str) -> str | None:
    """Return the title of a lesson, or None where the open course has none of that id."""
    return _titles(lesson)
