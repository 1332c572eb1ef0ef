"""The app on one lesson file that is being written: read again whenever it is saved.

What is wrong with the file stands where its preview would; once it is mended, the lesson opens at
the step where it was.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.errors import LessonError
from tutor.language import chosen
from tutor.lesson.entries import Course, LessonEntry, Unit
from tutor.tui.app import TutorApp
from tutor.tui.screens.home import HomeScreen

if TYPE_CHECKING:
    from tutor.jobs import Runner
    from tutor.store import Store

LOOKING = 0.4
"""Seconds between two looks at the file."""


class DevApp(TutorApp):
    """The app, over a course of one file."""

    def __init__(self, path: Path, store: Store, make_runner: Callable[[], Runner]) -> None:
        read = partial(course_of_file, path)
        super().__init__(
            read,
            store,
            make_runner,
            lesson=read().lessons[0].id,
        )
        self._path = path
        self._stamp = _stamp(path)

    async def on_ready(self) -> None:
        await super().on_ready()
        self.set_interval(LOOKING, self._look_at_file)

    async def _look_at_file(self) -> None:
        stamp = _stamp(self._path)
        if stamp == self._stamp or stamp is None:
            return
        self._stamp = stamp
        self.course = self._read_course()
        self.back_home()
        if isinstance(self.screen, HomeScreen):
            await self.screen.show_course(self.course)
        entry = self.course.lessons[0]
        if not entry.problems:
            self.open_lesson(entry)


def course_of_file(path: Path) -> Course:
    """Return a course that holds the lesson at `path` and nothing else."""
    from tutor.lesson.course import entry_of
    from tutor.lesson.load import load_lesson

    try:
        lesson = load_lesson(path, language=chosen())
        entry = entry_of(lesson, "dev", path)
    except LessonError as error:
        entry = LessonEntry(path.stem, "dev", path, path.name, problems=error.problems)
    unit = Unit.of("dev", path.name, "", (entry,))
    return Course("dev", path.name, path.parent, (unit,))


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
