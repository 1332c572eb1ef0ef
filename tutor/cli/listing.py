"""The course and where the learner stands in it, printed: no more is imported than that takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tutor.cli.courses import course_of
from tutor.cli.options import Options
from tutor.cli.standing import standings
from tutor.display import show_line
from tutor.language import say
from tutor.standing import standing_of

if TYPE_CHECKING:
    from tutor.lesson.course import Course
    from tutor.standing import Standing

MARKS = {"done": "●", "started": "◐", "new": "○", "broken": "⚠"}


def list_course(options: Options) -> None:
    """Print the course and the learner's progress in it."""
    course = course_of(options)
    print_course(course, standings(course))


def print_course(course: Course, found: Mapping[str, Standing]) -> None:
    """Print a title a line, and below it how the lesson is opened."""
    print(show_line(course.title))
    for part in course.units:
        print(f"\n{show_line(part.title)}")
        for entry in part.lessons:
            where = standing_of(entry, found)
            print(f"  {MARKS[where.state]} {show_line(entry.title)}  {_aside(where)}".rstrip())
            print(f"    tutor {entry.id}  ·  {say('cli.minutes', minutes=entry.minutes)}")
            for problem in entry.problems:
                print(f"    {show_line(str(problem), columns=400)}")


def _aside(where: Standing) -> str:
    if where.state == "started":
        return say("cli.step_of", step=where.step + 1, steps=where.steps)
    return ""
