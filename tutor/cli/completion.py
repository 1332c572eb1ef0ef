"""What a shell may complete: lessons, and the experiments and questions in them.

A shell asks by running `tutor` once more, and shows nothing but names: where the course cannot be
read there are none.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from tutor.cli.options import Options
from tutor.errors import TutorError

if TYPE_CHECKING:
    from tutor.lesson.entries import Course, LessonEntry, Unit
    from tutor.lesson.model import Experiment, Lesson, Question


def units(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Return the units whose ids begin so."""
    del parameter
    with contextlib.suppress(TutorError):
        return _titled(_course(context).units, begun)
    return []


def lessons(
    context: click.Context, parameter: click.Parameter | None, begun: str
) -> list[CompletionItem]:
    """Return the lessons whose ids begin so, with their titles."""
    del parameter
    with contextlib.suppress(TutorError):
        return _titled(_course(context).lessons, begun)
    return []


def experiments(
    context: click.Context, parameter: click.Parameter, begun: str
) -> list[CompletionItem]:
    """Return lessons, and after a slash the experiments of the one before it."""
    del parameter
    return _in_lesson(context, begun, lambda lesson: lesson.experiments)


def questions(
    context: click.Context, parameter: click.Parameter, begun: str
) -> list[CompletionItem]:
    """Return lessons, and after a slash the questions of the one before it."""
    del parameter
    return _in_lesson(context, begun, lambda lesson: lesson.questions)


def _titled(found: Collection[Unit] | Collection[LessonEntry], begun: str) -> list[CompletionItem]:
    return [CompletionItem(each.id, help=each.title) for each in found if each.id.startswith(begun)]


def _in_lesson(
    context: click.Context,
    begun: str,
    steps_of: Callable[[Lesson], Collection[Experiment] | Collection[Question]],
) -> list[CompletionItem]:
    from tutor.cli.courses import lesson_of

    name, slash, step = begun.partition("/")
    if not slash:
        return lessons(context, None, begun)
    with contextlib.suppress(TutorError):
        lesson = lesson_of(_course(context), name)
        ids = [each.id for each in steps_of(lesson)]
        return [CompletionItem(f"{name}/{id_}") for id_ in ids if id_.startswith(step)]
    return []


def _course(context: click.Context) -> Course:
    """Return the course that the line names so far; raises LessonError."""
    from tutor.cli.courses import course_of

    named: Path | None = None
    asking: click.Context | None = context
    while asking is not None and named is None:
        named = asking.params.get("lessons")
        asking = asking.parent
    return course_of(Options(lessons=named))
