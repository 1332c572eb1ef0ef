"""A course as lists show it: titles and ids, light enough to be there before the first paint."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tutor.errors import Problem


@dataclass(frozen=True, slots=True)
class LessonEntry:
    """One lesson of a course, without its steps."""

    id: str
    unit: str
    path: Path
    title: str
    """The id, where the lesson cannot be read."""
    minutes: int = 0
    requires: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    steps: int = 0
    questions: tuple[str, ...] = ()
    """Ids, in order."""
    experiments: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Why the lesson cannot be opened; empty for one that can."""
    requires_at: tuple[tuple[int, int], ...] = ()
    """Line and column of each of `requires` in the lesson's file."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of a course: an order of lessons."""

    id: str
    title: str
    about: str
    lessons: tuple[LessonEntry, ...]


@dataclass(frozen=True)
class Course:
    """Units and lessons in their order."""

    id: str
    title: str
    folder: Path
    units: tuple[Unit, ...]
    problems: tuple[Problem, ...] = ()
    """What is wrong between the lessons: listed twice, requiring what is not there or each other.

    None of it keeps a lesson from being opened.
    """
    renamed: tuple[tuple[str, str], ...] = field(default=())
    """Old lesson ids and what they are called now."""

    @cached_property
    def lessons(self) -> tuple[LessonEntry, ...]:
        """Return the lessons of all units, in order."""
        return tuple(entry for unit in self.units for entry in unit.lessons)

    def lesson(self, id: str) -> LessonEntry | None:  # noqa: A002 (the lesson's own word)
        """Return the lesson of that id, or of what was once called so; else None."""
        return self._by_id.get(id) or self._by_id.get(dict(self.renamed).get(id, ""))

    def names_of(self, id: str) -> tuple[str, ...]:  # noqa: A002 (the lesson's own word)
        """Return the id of a lesson and all it was called before: progress is kept under each."""
        return (id, *(old for old, new in self.renamed if new == id))

    def present_name(self, id: str) -> str:  # noqa: A002 (the lesson's own word)
        """Return what a lesson is called now; a name the course does not know stays."""
        entry = self.lesson(id)
        return id if entry is None else entry.id

    def unit(self, id: str) -> Unit | None:  # noqa: A002 (the unit's own word)
        """Return the unit of that id, or None."""
        return next((unit for unit in self.units if unit.id == id), None)

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with the course and with each of its lessons."""
        return (*self.problems, *(p for entry in self.lessons for p in entry.problems))

    @cached_property
    def _by_id(self) -> dict[str, LessonEntry]:
        return {entry.id: entry for entry in self.lessons}


@dataclass(frozen=True, slots=True)
class Listed:
    """A lesson where `course.yaml` names it."""

    id: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class OutlineUnit:
    """A unit as `course.yaml` has it."""

    id: str
    title: str
    about: str
    lessons: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """What `course.yaml` says, in the learner's language."""

    id: str
    title: str
    units: tuple[OutlineUnit, ...]
    renamed: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


def lesson_path(folder: Path, unit: str, lesson: str) -> Path:
    """Return where a lesson of a course stands."""
    return folder / unit / f"{lesson}.yaml"
