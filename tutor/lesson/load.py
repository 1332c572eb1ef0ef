"""From a lesson file to a Lesson, or to every problem of the file at once.

Nothing in a file is executed: Python in it is parsed, and that is all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from tutor.errors import LessonError, Problem
from tutor.lesson.checks.lesson import lesson_problems, step_problems
from tutor.lesson.coercion import coercible_scalars
from tutor.lesson.document import Document, Place
from tutor.lesson.model import FORMAT, Lesson, Step, number_explanations
from tutor.lesson.naming import described
from tutor.lesson.nodes import MOST_PROBLEMS, read_document
from tutor.lesson.spot import Spot
from tutor.lesson.validation import validated, validated_step

__all__ = [
    "check_format",
    "coercible_scalars",
    "lesson_of",
    "load_lesson",
    "load_with_places",
    "model_of",
]

Model = TypeVar("Model", bound=BaseModel)


def load_lesson(path: Path, language: str = "en") -> Lesson:
    """Return the lesson at `path`, in `language` where it has been translated.

    Raises LessonError with all that is wrong with the file (or with its translation).
    """
    return load_with_places(path, language)[0]


def load_with_places(path: Path, language: str = "en") -> tuple[Lesson, Document]:
    """Return the lesson at `path` and its document, which tells where each part stands.

    `document.at(("steps", 2, "hints", 0))` is a line and column; `document.at_line(("steps", 1,
    "code"), 7)` those of the seventh line of a program.
    """
    document = read_document(path)
    lesson = lesson_of(document)
    if language != "en":
        from tutor.lesson.translate import load_overlay, overlay_path, translated

        overlay = overlay_path(path, language)
        if overlay.is_file():
            lesson = translated(lesson, load_overlay(overlay))
    return lesson, document


def lesson_of(document: Document) -> Lesson:
    """Return the lesson a document holds; raises LessonError."""
    check_format(document)
    lesson, problems, places = validated(Lesson, document)
    if lesson is not None:
        refuse(document, lesson_problems(document, lesson))
        return lesson
    found = step_problems(document, _right_steps(document, places))
    raise failed(document, (*problems, *found))


def model_of(model: type[Model], document: Document) -> Model:
    """Return the model a document of another kind holds; raises LessonError."""
    check_format(document)
    found, problems, _ = validated(model, document)
    if found is None:
        raise failed(document, problems)
    refuse(document, ())
    return found


def check_format(document: Document) -> None:
    """Raise LessonError where the file holds no fields, or is of a format this program lacks."""
    spot = Spot(document)
    if not isinstance(document.root, dict):
        name = "nothing" if document.root == "" else "no_fields"
        raise failed(document, [spot.wrong(name, given=described(document.root))])
    given = document.root.get("format")
    if given is None:
        return
    at = spot.inside("format")
    if not isinstance(given, str) or not re.fullmatch(r"[1-9][0-9]{0,5}", given):
        raise failed(document, [at.wrong("no_format", given=described(given), newest=FORMAT)])
    if int(given) > FORMAT:
        raise LessonError((at.wrong("newer_format", format=given, newest=FORMAT),))


def refuse(document: Document, problems: Iterable[Problem]) -> None:
    """Raise LessonError if there are any problems, those of the document included."""
    found = tuple(problems)
    if found or document.problems:
        raise failed(document, found)


def failed(document: Document, problems: Iterable[Problem]) -> LessonError:
    """Return the error that tells all problems of a file in the order of their places.

    Where something was refused while reading, what the models say of the same place follows from
    it and is left out.
    """
    refused = {(problem.line, problem.column) for problem in document.problems}
    others = (p for p in problems if (p.line, p.column) not in refused)
    found = sorted({*document.problems, *others}, key=lambda p: (p.line, p.column, p.message))
    if len(found) > MOST_PROBLEMS:
        left_out = len(found) - MOST_PROBLEMS
        more = Spot(document).wrong("more", count=left_out)
        found = [*found[:MOST_PROBLEMS], more]
    return LessonError(tuple(found))


def _right_steps(document: Document, wrong: Iterable[Place]) -> dict[int, Step]:
    """Return the steps that are of the right form in a lesson that is not."""
    bad = {place[1] for place in wrong if len(place) > 1 and place[0] == "steps"}
    root = number_explanations(document.root)
    nodes = root.get("steps") if isinstance(root, dict) else None
    if not isinstance(nodes, list):
        return {}
    steps: dict[int, Step] = {}
    for index, node in enumerate(nodes):
        step = None if index in bad else validated_step(node)
        if step is not None:
            steps[index] = step
    return steps
