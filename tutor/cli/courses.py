"""Finding lessons, experiments and questions by the names people type."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from tutor.cli.options import Options, language
from tutor.coach.lessons import use_lessons
from tutor.errors import LessonError, NoSuchThing
from tutor.language import say
from tutor.paths import cache_folder

_NEAR = 0.5
"""How alike a name must be to be suggested."""
_NEARER = 0.7
"""How alike where there are commands among the names, which are short."""

if TYPE_CHECKING:
    from tutor.lesson.course import Course
    from tutor.lesson.model import Experiment, Lesson, Question


def course_of(options: Options) -> Course:
    """Return the course, from the title index where that is fresh."""
    from tutor.lesson.index import read_index

    course = read_index(options.folder, cache_folder())

    def title(lesson: str) -> str | None:
        entry = course.lesson(lesson)
        return None if entry is None or entry.problems else entry.title

    use_lessons(title)
    return course


def lesson_of(course: Course, name: str) -> Lesson:
    """Return the lesson named `name`; raises NoSuchThing, or LessonError where it is broken."""
    entry = course.lesson(name)
    if entry is None:
        raise no_lesson(course, name)
    if entry.problems:
        raise LessonError(entry.problems)
    from tutor.lesson.load import load_lesson

    return load_lesson(entry.path, language=language())


def no_lesson(course: Course, name: str) -> NoSuchThing:
    """Return the error for a lesson that is not there; `name` may be a slip for a command."""
    import difflib

    from tutor.cli.commands import COMMANDS

    near = difflib.get_close_matches(name, [*course.ids, *COMMANDS], n=1, cutoff=_NEARER)
    told = say("cli.did_you_mean", near=near[0]) if near else say("cli.listed")
    return NoSuchThing(say("cli.no_lesson", name=name, near=told))


def experiment_of(lesson: Lesson, name: str) -> Experiment:
    """Return the experiment of `lesson` named `name`; raises NoSuchThing."""
    found = lesson.experiment(name)
    if found is None:
        known = [experiment.id for experiment in lesson.experiments]
        near = _nearest(name, known)
        raise NoSuchThing(say("cli.no_experiment", lesson=lesson.id, name=name, near=near))
    return found


def question_of(lesson: Lesson, name: str) -> Question:
    """Return the question of `lesson` named `name`; raises NoSuchThing."""
    found = lesson.question(name)
    if found is None:
        known = [question.id for question in lesson.questions]
        near = _nearest(name, known)
        raise NoSuchThing(say("cli.no_question", lesson=lesson.id, name=name, near=near))
    return found


def parted(name: str, what: str) -> tuple[str, str]:
    """Return the two halves of LESSON/NAME; raises NoSuchThing where there are not two."""
    lesson, slash, rest = name.partition("/")
    if not slash or not lesson or not rest or "/" in rest:
        raise NoSuchThing(say("cli.not_parted", name=name, what=what))
    return lesson, rest


def _nearest(name: str, known: Collection[str]) -> str:
    """Return which of the known names to suggest: the nearest, else all of a few."""
    import difflib

    near = difflib.get_close_matches(name, known, n=1, cutoff=_NEAR)
    if near:
        return say("cli.did_you_mean", near=near[0])
    return say("cli.known", known=", ".join(sorted(known)[:12]) or "—")
