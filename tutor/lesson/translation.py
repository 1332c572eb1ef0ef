"""What a translation lacks, has too much of, or was made from a text that has changed since."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.errors import Problem
from tutor.lesson.document import Document
from tutor.lesson.load import load_with_places, model_of
from tutor.lesson.model import CourseFile
from tutor.lesson.nodes import read_document
from tutor.lesson.overlay import CourseOverlay, LessonOverlay
from tutor.lesson.spot import Spot
from tutor.lesson.texts import Texts, digest, header_texts, is_code, step_texts
from tutor.lesson.translate import overlay_path

if TYPE_CHECKING:
    from tutor.lesson.document import Place
    from tutor.lesson.model import Lesson


def translation_problems(path: Path, language: str) -> list[Problem]:
    """Return what the translation of the lesson at `path` lacks, or has too much or too old.

    The list is empty where there is no translation. Raises LessonError where one of the two files
    cannot be read.
    """
    beside = overlay_path(path, language)
    if not beside.is_file():
        return []
    lesson, source = load_with_places(path)
    document = read_document(beside)
    overlay = model_of(LessonOverlay, document)
    found = list(_problems(lesson, source, overlay, Spot(document)))
    return sorted(found, key=lambda problem: (problem.line, problem.column))


def course_translation_problems(folder: Path, language: str) -> list[Problem]:
    """Return what the translation of a course lacks: titles of units, and whole lessons.

    The list is empty where there is no `course.<language>.yaml`. Raises LessonError where one of
    the two files cannot be read. What each lesson's translation lacks is not in it.
    """
    path = folder / "course.yaml"
    beside = overlay_path(path, language)
    if not beside.is_file():
        return []
    source, document = read_document(path), read_document(beside)
    course, overlay = model_of(CourseFile, source), model_of(CourseOverlay, document)
    spot, problems = Spot(document), []
    ids = {unit.id for unit in course.units}
    if overlay.title is None:
        problems.append(_lacking(spot, course.id, "title", source, ("title",)))
    for number, unit in enumerate(course.units):
        own = overlay.units.get(unit.id)
        if own is None or own.title is None:
            place = ("units", number, "title")
            problems.append(_lacking(spot.inside("units"), unit.id, "title", source, place))
        for index, lesson in enumerate(unit.lessons):
            file = overlay_path(folder / unit.id / f"{lesson}.yaml", language)
            if not file.is_file():
                at = Spot(source).inside("units", number, "lessons", index)
                problems.append(at.wrong("untranslated", id=lesson, file=file.name))
    for name in overlay.units:
        if name not in ids:
            problems.append(spot.inside("units", name).wrong("no_unit", key=True, id=name))
    return problems


def refresh_digests(path: Path, language: str) -> int:
    """Write into the translation of a lesson what it translates now; return how many changed.

    Call it once the translation has been looked through. Raises LessonError where one of the two
    files cannot be read, OSError where the translation cannot be written.
    """
    beside = overlay_path(path, language)
    lesson, _ = load_with_places(path)
    document = read_document(beside)
    overlay = model_of(LessonOverlay, document)
    wanted: dict[Place, str] = {(): digest(header_texts(lesson))}
    for step in lesson.steps:
        if step.id in overlay.steps:
            wanted["steps", step.id] = digest(step_texts(step))
    lines = list(document.lines)
    changed = sum(
        _set_digest(document, lines, place, value)
        for place, value in sorted(wanted.items(), key=lambda item: -document.at(item[0])[0])
    )
    if changed:
        _replace(beside, "\n".join(lines))
    return changed


def _problems(
    lesson: Lesson, source: Document, overlay: LessonOverlay, spot: Spot
) -> Iterator[Problem]:
    yield from _part(
        spot, lesson.id, overlay.of, header_texts(lesson), header_texts(overlay), source, ()
    )
    ids = [step.id for step in lesson.steps]
    for number, step in enumerate(lesson.steps):
        texts, place = step_texts(step), ("steps", number)
        own = overlay.steps.get(step.id)
        if own is not None:
            at = spot.inside("steps", step.id)
            yield from _part(at, step.id, own.of, texts, step_texts(own), source, place)
        elif not all(is_code(text) for text in texts.values()):
            line = source.at(place)[0]
            name = "no_translation_step"
            file = source.file.name
            yield spot.inside("steps").wrong(name, id=step.id, line=line, file=file)
    for name in overlay.steps:
        if name not in ids:
            yield spot.inside("steps", name).wrong("no_step", key=True, id=name)


def _part(
    spot: Spot,
    name: str,
    given: str | None,
    texts: Texts,
    own: Texts,
    source: Document,
    place: Place,
) -> Iterator[Problem]:
    """Yield what is wrong with the translation of one step, or of title and goals."""
    line = source.at(place)[0]
    if given is None:
        yield spot.wrong("no_digest", id=name)
    elif given != digest(texts):
        yield spot.inside("of").wrong("stale", id=name, line=line, file=source.file.name)
    for path, text in texts.items():
        if path not in own and not is_code(text):
            yield _lacking(spot, name, _dotted(path), source, (*place, *path))
    for path in own:
        if path not in texts:
            yield spot.inside(*path).wrong("no_text", id=name, field=_dotted(path))


def _lacking(spot: Spot, name: str, field: str, source: Document, place: Place) -> Problem:
    line = source.at(place)[0]
    return spot.wrong("no_translation", id=name, field=field, line=line, file=source.file.name)


def _dotted(path: Place) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _set_digest(document: Document, lines: list[str], place: Place, value: str) -> bool:
    """Write the digest of one part into `lines`; tell whether it was another before."""
    inside = (*place, "of")
    given = document.node(inside)
    if given == value:
        return False
    if inside in document.values:
        row, column = document.at(inside)
        line = lines[row - 1]
        old = line[column - 1 :]
        quotes = 2 if document.styles.get(inside) in ("'", '"') else 0
        rest = old[len(str(given)) + quotes :]
        lines[row - 1] = (
            f"{line[: column - 1]}{' ' if line[: column - 1].endswith(':') else ''}{value}{rest}"
        )
        return True
    row, column = document.at(place)
    if place and document.keys[place][0] == row:
        return False  # written on one line: `no_digest` goes on saying so
    row = row if place else document.at(("format",), key=True)[0] + 1
    lines.insert(row - 1, f"{' ' * (column - 1)}of: {value}")
    return True


def _replace(path: Path, text: str) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".translation-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).chmod(path.stat().st_mode & 0o777)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
