"""The app that is played with: the whole course, opened anywhere, in any of its looks."""

from __future__ import annotations

import inspect
import random
from collections.abc import Callable
from pathlib import Path

from tutor.jobs import Runner
from tutor.lesson.entries import Course
from tutor.store import Store
from tutor.tui.app import TutorApp


class FuzzApp(TutorApp):
    """The app, without its end."""

    CSS_PATH = Path(inspect.getfile(TutorApp)).with_name("tutor.tcss")

    async def action_quit(self) -> None:
        pass


def opened(
    dice: random.Random, course: Course, store: Store, runner: Callable[[], Runner]
) -> FuzzApp:
    """Return the app at one of the lessons or at none."""
    return FuzzApp(
        lambda: course,
        store,
        runner,
        lesson=dice.choice([None, *(entry.id for entry in course.lessons)]),
        theme=dice.choice(("dark", "light", "ansi")),
    )
