"""A course as lists show it: titles and ids, light enough to be there before the first paint.

Which lessons there are is known at once; the entries of a unit are made when one of them is first
looked at, so that a course of thousands opens like one of thirty.
"""

from __future__ import annotations

from collections.abc import Callable
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


@dataclass(frozen=True)
class Unit:
    """A unit of a course: an order of lessons."""

    id: str
    title: str
    about: str
    ids: tuple[str, ...]
    """Of its lessons, in order."""
    make: Callable[[], tuple[LessonEntry, ...]] = field(repr=False, compare=False)
    """Return the entry of each of `ids`."""

    @classmethod
    def of(cls, id: str, title: str, about: str, entries: tuple[LessonEntry, ...]) -> Unit:  # noqa: A002 (the unit's own word)
        """Return a unit whose entries are there already."""
        return cls(id, title, about, tuple(entry.id for entry in entries), lambda: entries)

    @cached_property
    def lessons(self) -> tuple[LessonEntry, ...]:
        """Return the entries of its lessons, in order; they are made when first asked for."""
        return self.make()


@dataclass(frozen=True)
class Course:
    """Units and lessons in their order."""

    id: str
    title: str
    folder: Path
    units: tuple[Unit, ...]
    misnamed: tuple[Problem, ...] = ()
    """What is wrong with the names in `course.yaml`: a lesson listed twice, renamed to none."""
    renamed: tuple[tuple[str, str], ...] = field(default=())
    """Old lesson ids and what they are called now."""

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of all lessons, in order; no entry is made for that."""
        return tuple(name for unit in self.units for name in unit.ids)

    @cached_property
    def lessons(self) -> tuple[LessonEntry, ...]:
        """Return the lessons of all units, in order."""
        return tuple(entry for unit in self.units for entry in unit.lessons)

    def lesson(self, id: str) -> LessonEntry | None:  # noqa: A002 (the lesson's own word)
        """Return the lesson of that id, or of what was once called so; else None."""
        name = self.present_name(id)
        unit = self._units.get(name)
        if unit is None:
            return None
        return next((entry for entry in unit.lessons if entry.id == name), None)

    def names_of(self, id: str) -> tuple[str, ...]:  # noqa: A002 (the lesson's own word)
        """Return the id of a lesson and all it was called before: progress is kept under each."""
        return (id, *(old for old, new in self.renamed if new == id))

    def present_name(self, id: str) -> str:  # noqa: A002 (the lesson's own word)
        """Return what a lesson is called now; a name the course does not know stays."""
        new = id if id in self._units else dict(self.renamed).get(id, id)
        return new if new in self._units else id

    def unit(self, id: str) -> Unit | None:  # noqa: A002 (the unit's own word)
        """Return the unit of that id, or None."""
        return next((unit for unit in self.units if unit.id == id), None)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong between the lessons.

        That is one listed twice, or that requires what is not there or itself; none of it keeps a
        lesson from being opened.
        """
        from tutor.lesson.requirements import requirement_problems

        return (*self.misnamed, *requirement_problems(self.lessons))

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with the course and with each of its lessons."""
        return (*self.problems, *(p for entry in self.lessons for p in entry.problems))

    @cached_property
    def _units(self) -> dict[str, Unit]:
        """Return lesson id → the unit it is in."""
        return {name: unit for unit in self.units for name in unit.ids}


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
    ids: tuple[str, ...]
    lines: tuple[int, ...]
    """Where `course.yaml` names each of `ids`."""
    columns: tuple[int, ...]

    @property
    def lessons(self) -> tuple[Listed, ...]:
        """Return its lessons, in order."""
        return tuple(map(Listed, self.ids, self.lines, self.columns))


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
