"""`tutor list`: the course, and where the learner stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import click

from tutor.cli import completion
from tutor.cli.context import emit, shared_options
from tutor.cli.courses import course_of
from tutor.cli.listing import print_course
from tutor.cli.options import Options, exits
from tutor.errors import NoSuchThing
from tutor.language import say
from tutor.standing import standing_of

if TYPE_CHECKING:
    from tutor.cli.standing import Standing
    from tutor.lesson.course import Course
    from tutor.lesson.entries import Unit


@click.command("list")
@click.argument("unit", required=False, shell_complete=completion.units)
@shared_options()
@exits
def command(unit: str | None, options: Options) -> None:
    """The course and your progress; with UNIT the page of that unit."""
    from tutor.cli.standing import standings

    course = course_of(options)
    found = standings(course)
    chosen = None if unit is None else _unit(course, unit)
    if options.json:
        emit(_as_json(course, course.units if chosen is None else (chosen,), found))
        return
    if chosen is not None:
        _print_unit(course, chosen, found)
        return
    print_course(course, found)


def _unit(course: Course, name: str) -> Unit:
    unit = course.unit(name)
    if unit is None:
        known = say("cli.known", known=", ".join(each.id for each in course.units))
        raise NoSuchThing(say("cli.no_unit", name=name, near=known))
    return unit


def _print_unit(course: Course, unit: Unit, found: Mapping[str, Standing]) -> None:
    from tutor.plain.drawing import console, palette_of
    from tutor.views.unit import unit_page

    screen = console()
    screen.print(unit_page(course, unit, found, width=screen.width, palette=palette_of(screen)))


def _as_json(
    course: Course, units: Iterable[Unit], found: Mapping[str, Standing]
) -> dict[str, Any]:
    return {
        "course": {"id": course.id, "title": course.title},
        "units": [
            {
                "id": unit.id,
                "title": unit.title,
                "lessons": [
                    {
                        "id": entry.id,
                        "title": entry.title,
                        "minutes": entry.minutes,
                        "state": standing_of(entry, found).state,
                        "questions": list(entry.questions),
                        "experiments": list(entry.experiments),
                    }
                    for entry in unit.lessons
                ],
            }
            for unit in units
        ],
    }
