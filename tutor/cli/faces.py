"""Start a face: the app, or plain mode."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tutor.cli.context import Options, language
from tutor.cli.courses import course_of
from tutor.errors import NoSuchThing
from tutor.language import say
from tutor.paths import data_folder

if TYPE_CHECKING:
    from tutor.lesson.course import Course


def start_plain(options: Options, lesson: str | None) -> int:
    """Open plain mode, at `lesson` if one is named; return the exit code."""
    from tutor.cli.engine import warm_runner
    from tutor.plain import plain_tutor
    from tutor.store import Store

    course = course_of(options)
    _known(course, lesson)
    store = Store(data_folder())
    opened = store.open()

    async def whole() -> int:
        async with warm_runner() as runner:
            return await plain_tutor(
                course, store, runner, lesson=lesson, language=language(), notices=opened.notices
            )

    try:
        return asyncio.run(whole())
    except KeyboardInterrupt:
        return 130
    finally:
        store.close()


def _known(course: Course, lesson: str | None) -> None:
    if lesson is not None and course.lesson(lesson) is None:
        known = ", ".join(entry.id for entry in course.lessons)
        near = say("cli.known", known=known)
        raise NoSuchThing(say("cli.no_lesson", name=lesson, near=near))
