"""The title index as JSON: rows of plain values out of entries, and entries out of rows.

A row that was read may hold anything: a value of another type than the one written raises
ValueError, and ids must be ids before a path is made of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from tutor.errors import Problem
from tutor.lesson.entries import LessonEntry, Outline, OutlineUnit, lesson_path

Stamp: TypeAlias = tuple[int, int, int, int]
"""Time in nanoseconds and size of a file and of its translation; 0 for what is not there."""

Thing = TypeVar("Thing")


def entry_row(stamp: Stamp, entry: LessonEntry, folder: Path) -> list[Any]:
    """Return the row of one lesson."""
    return [
        entry.id,
        list(stamp),
        entry.title,
        entry.minutes,
        entry.steps,
        list(entry.requires),
        list(entry.goals),
        list(entry.questions),
        list(entry.experiments),
        [place for at in entry.requires_at for place in at],
        [_problem_row(problem, folder) for problem in entry.problems],
    ]


def entry_of(row: Any, folder: Path, unit: str) -> tuple[Stamp, LessonEntry]:
    """Return stamp and entry of a row of a unit; raises ValueError or TypeError."""
    id_, stamp, title, minutes, steps, *lists, places, problems = row
    requires, goals, questions, experiments = (_texts(texts) for texts in lists)
    places = _wholes(places)
    if len(places) != 2 * len(requires) or type(title) is not str:
        raise ValueError("a row of another shape")
    entry = LessonEntry(
        id=_id(id_),
        unit=unit,
        path=lesson_path(folder, unit, id_),
        title=title,
        minutes=_whole(minutes),
        requires=requires,
        goals=goals,
        steps=_whole(steps),
        questions=questions,
        experiments=experiments,
        problems=tuple(_problem(problem, folder) for problem in problems),
        requires_at=tuple(zip(places[::2], places[1::2], strict=True)),
    )
    return stamp_of(stamp), entry


def outline_row(outline: Outline, folder: Path) -> list[Any]:
    """Return the row of a course."""
    return [
        outline.id,
        outline.title,
        [_unit_row(unit) for unit in outline.units],
        [list(pair) for pair in outline.renamed],
        [_problem_row(problem, folder) for problem in outline.problems],
    ]


def outline_of_row(row: Any, folder: Path) -> Outline:
    """Return the outline of a row; raises ValueError or TypeError."""
    id_, title, units, renamed, problems = row
    return Outline(
        id=_id(id_),
        title=_text(title),
        units=tuple(_unit(unit) for unit in units),
        renamed=tuple((_id(old), _id(new)) for old, new in renamed),
        problems=tuple(_problem(problem, folder) for problem in problems),
    )


def _unit_row(unit: OutlineUnit) -> list[Any]:
    return [unit.id, unit.title, unit.about, unit.ids, unit.lines, unit.columns]


def _unit(row: Any) -> OutlineUnit:
    id_, title, about, *lists = row
    ids, lines, columns = lists
    names, at_lines, at_columns = tuple(map(_id, _texts(ids))), _wholes(lines), _wholes(columns)
    if not len(names) == len(at_lines) == len(at_columns):
        raise ValueError("a row of another shape")
    return OutlineUnit(_id(id_), _text(title), _text(about), names, at_lines, at_columns)


def stamp_of(row: Any) -> Stamp:
    """Return the stamp of a row; raises ValueError."""
    first, second, third, fourth = _wholes(row)
    return first, second, third, fourth


def _problem_row(problem: Problem, folder: Path) -> list[Any]:
    file = problem.file
    inside = file.relative_to(folder) if file.is_relative_to(folder) else file
    return [str(inside), problem.line, problem.column, problem.message, problem.hint]


def _problem(row: Any, folder: Path) -> Problem:
    file, line, column, message, hint = row
    return Problem(folder / _text(file), _whole(line), _whole(column), _text(message), _text(hint))


def _text(value: Any) -> str:
    return _of(str, value)


def _whole(value: Any) -> int:
    return _of(int, value)


def _of(kind: type[Thing], value: Any) -> Thing:
    if type(value) is not kind:
        raise ValueError("a value of another type")
    return value


def _texts(values: Any) -> tuple[str, ...]:
    return _all_of(str, values)


def _wholes(values: Any) -> tuple[int, ...]:
    return _all_of(int, values)


def _all_of(kind: type[Thing], values: Any) -> tuple[Thing, ...]:
    if type(values) is not list or any(type(value) is not kind for value in values):
        raise ValueError("values of another type")
    return tuple(values)


_is_id: Callable[[str], object] = re.compile(r"(?=.{1,64}\Z)[a-z0-9]+(-[a-z0-9]+)*").fullmatch


def _id(value: Any) -> str:
    if type(value) is not str or not _is_id(value):
        raise ValueError("not an id")
    return value
