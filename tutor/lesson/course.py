"""A course: `course.yaml`, which orders units and lessons, and the lessons it names.

A lesson that cannot be read is listed with why; it takes no other lesson with it. Ids name files
only after they have been matched against their pattern, and a file counts only where it is
truly inside the folder of the course.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.errors import LessonError, Problem
from tutor.language import chosen, say
from tutor.lesson.entries import (
    Course,
    LessonEntry,
    Listed,
    Outline,
    OutlineUnit,
    Unit,
    lesson_path,
)

if TYPE_CHECKING:
    from tutor.lesson.document import Document
    from tutor.lesson.model import Lesson

__all__ = ["Course", "LessonEntry", "Unit", "course_of", "load_course", "read_outline"]

COURSE = "course.yaml"


def load_course(folder: Path, language: str | None = None) -> Course:
    """Return the course in `folder`, every lesson read.

    Raises LessonError where `course.yaml` itself is wrong. `language` is the one in use unless
    given.
    """
    spoken = chosen() if language is None else language
    outline = read_outline(folder, spoken)
    units = []
    for unit in outline.units:
        entries = tuple(read_entry(folder, unit.id, each, spoken) for each in unit.lessons)
        units.append(Unit.of(unit.id, unit.title, unit.about, entries))
    return course_of(outline, folder, tuple(units))


def course_of(outline: Outline, folder: Path, units: tuple[Unit, ...]) -> Course:
    """Return the course of an outline and its units."""
    return Course(outline.id, outline.title, folder, units, outline.problems, outline.renamed)


def read_outline(folder: Path, language: str) -> Outline:
    """Return what the course file in `folder` says; raises LessonError."""
    from tutor.lesson.load import model_of
    from tutor.lesson.model import CourseFile
    from tutor.lesson.nodes import read_document
    from tutor.lesson.translate import course_translation

    document = read_document(folder / COURSE)
    course = model_of(CourseFile, document)
    titles = course_translation(folder / COURSE, language)
    listed: dict[str, tuple[str, int]] = {}
    problems: list[Problem] = []
    units = []
    for number, unit in enumerate(course.units):
        place = ("units", number)
        problems += _unit_twice(document, number, [u.id for u in course.units])
        kept = []
        for index, lesson in enumerate(unit.lessons):
            at = document.at((*place, "lessons", index))
            if lesson in listed:
                problems.append(_listed_twice(document, at, lesson, listed[lesson]))
            else:
                listed[lesson] = (unit.id, at[0])
                kept.append((lesson, at))
        title, about = titles.unit(unit.id)
        about = about or unit.about or ""
        lines, columns = (tuple(at[n] for _, at in kept) for n in (0, 1))
        ids = tuple(name for name, _ in kept)
        units.append(OutlineUnit(unit.id, title or unit.title, about, ids, lines, columns))
    problems += _renamed_problems(document, course.renamed, listed)
    return Outline(
        id=course.id,
        title=titles.title or course.title,
        units=tuple(units),
        renamed=tuple(course.renamed.items()),
        problems=tuple(problems),
    )


def read_entry(folder: Path, unit: str, listed: Listed, language: str) -> LessonEntry:
    """Return the entry of one lesson; one that cannot be read has problems."""
    from tutor.lesson.load import load_with_places
    from tutor.lesson.translate import overlay_path

    lesson = listed.id
    path = lesson_path(folder, unit, lesson)
    if not path.exists() and not path.is_symlink():
        missing = _no_lesson(folder, path, listed)
        return LessonEntry(lesson, unit, path, lesson, problems=(missing,))
    try:
        for file in (path, overlay_path(path, language)):
            _check_inside(folder, file)
        loaded, document = load_with_places(path, language)
    except LessonError as error:
        return LessonEntry(lesson, unit, path, lesson, problems=error.problems)
    places = tuple(document.at(("requires", i)) for i in range(len(loaded.requires)))
    return replace(entry_of(loaded, unit, path), requires=loaded.requires, requires_at=places)


def entry_of(lesson: Lesson, unit: str, path: Path) -> LessonEntry:
    """Return the entry of a lesson that stands alone: what it requires is left out."""
    return LessonEntry(
        id=lesson.id,
        unit=unit,
        path=path,
        title=lesson.title,
        minutes=lesson.minutes,
        goals=lesson.goals,
        steps=len(lesson.steps),
        questions=tuple(question.id for question in lesson.questions),
        experiments=tuple(experiment.id for experiment in lesson.experiments),
    )


def _no_lesson(folder: Path, path: Path, listed: Listed) -> Problem:
    message = say("lesson.no_lesson", file=path.relative_to(folder).as_posix())
    hint = say("lesson.no_lesson_hint")
    return Problem(folder / COURSE, listed.line, listed.column, message, hint)


def _check_inside(folder: Path, path: Path) -> None:
    """Raise LessonError where a symbolic link leads out of the course."""
    try:
        if path.resolve().is_relative_to(folder.resolve()):
            return
    except (OSError, RuntimeError):
        pass  # a loop of links: it leads nowhere inside
    message, hint = say("lesson.outside_folder"), say("lesson.outside_folder_hint")
    raise LessonError((Problem(path, 0, 0, message, hint),))


def _unit_twice(document: Document, number: int, ids: list[str]) -> list[Problem]:
    if ids[number] not in ids[:number]:
        return []
    first = document.at(("units", ids.index(ids[number]), "id"))
    message = say("lesson.unit_twice", id=ids[number], line=first[0])
    hint = say("lesson.unit_twice_hint")
    return [document.problem(("units", number, "id"), message, hint)]


def _listed_twice(
    document: Document, at: tuple[int, int], lesson: str, first: tuple[str, int]
) -> Problem:
    message = say("lesson.listed_twice", id=lesson, unit=first[0], line=first[1])
    return Problem(document.file, *at, message, say("lesson.listed_twice_hint"))


def _renamed_problems(
    document: Document, renamed: dict[str, str], listed: dict[str, tuple[str, int]]
) -> list[Problem]:
    problems = []
    for old, new in renamed.items():
        if new not in listed:
            message = say("lesson.renamed_unknown", id=new)
            hint = say("lesson.renamed_unknown_hint")
            problems.append(document.problem(("renamed", old), message, hint))
        if old in listed:
            message = say("lesson.renamed_listed", id=old)
            hint = say("lesson.renamed_listed_hint")
            problems.append(document.problem(("renamed", old), message, hint, key=True))
    return problems
