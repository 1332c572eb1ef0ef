"""What is to be proved: lessons that could be read, each with the places of its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tutor.errors import LessonError, Problem
from tutor.language import LANGUAGES, say
from tutor.lesson.course import load_course
from tutor.lesson.document import At, Document, Place
from tutor.lesson.load import coercible_scalars, load_with_places
from tutor.lesson.model import Lesson
from tutor.lesson.nodes import read_document
from tutor.lesson.overlay import LessonOverlay
from tutor.lesson.translate import load_overlay, overlay_path, translated
from tutor.lesson.translation import course_translation_problems, translation_problems
from tutor.prove.findings import Findings

COURSE = "course.yaml"


@dataclass(frozen=True, slots=True)
class Source:
    """A lesson, and where its parts stand in its file."""

    path: Path
    lesson: Lesson
    document: Document

    def where(self, place: Place) -> At:
        """Return line and column of a part, such as ("steps", 2, "answer")."""
        return self.document.at(place)

    def code_line(self, place: Place, line: int) -> At:
        """Return where a line (from 1) of the program at `place` stands in the file."""
        return self.document.at_line(place, line)


def gather(paths: Sequence[Path]) -> tuple[list[Source], Findings]:
    """Return the lessons of all paths, and what kept others from being read."""
    sources: list[Source] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            files = _files(path, problems)
        except LessonError as error:
            problems += error.problems
            continue
        for file in files:
            if _is_overlay(file):
                continue
            try:
                sources.append(Source(file, *load_with_places(file)))
                problems += coercible_scalars(file)
                problems += _translations(file)
            except LessonError as error:
                problems += error.problems
    return sources, Findings(problems=tuple(problems))


def translations(source: Source) -> Iterator[tuple[Source, LessonOverlay]]:
    """Yield the lesson as each translation beside it has it; those that cannot be read are not."""
    for language in LANGUAGES:
        path = overlay_path(source.path, language)
        if not path.is_file():
            continue
        try:
            document, overlay = read_document(path), load_overlay(path)
        except LessonError:
            continue
        yield Source(path, translated(source.lesson, overlay), document), overlay


def _is_overlay(file: Path) -> bool:
    """Tell a translation that stands beside its lesson, which is read with it."""
    stem, _, language = file.stem.rpartition(".")
    return language in LANGUAGES and file.with_name(f"{stem}{file.suffix}").is_file()


def _translations(file: Path) -> Iterator[Problem]:
    """Yield what is missing or stale in the translations that a lesson has."""
    for language in LANGUAGES:
        if overlay_path(file, language).is_file():
            yield from translation_problems(file, language)


def _files(path: Path, problems: list[Problem]) -> Iterator[Path] | list[Path]:
    """Return the lesson files that `path` means; problems of the course itself are added."""
    if path.is_dir():
        course = load_course(path)
        problems += course.all_problems
        for language in LANGUAGES:
            if overlay_path(path / COURSE, language).is_file():
                problems += course_translation_problems(path, language)
        return [entry.path for entry in course.lessons if not entry.problems]
    if path.name == COURSE:
        return _files(path.parent, problems)
    if not path.exists():
        raise LessonError((Problem(path, 0, 0, say("prove.no_such_path")),))
    return [path]
