"""Opens a lesson, the playground or the page of progress: its screen, from what is stored."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tutor.errors import NoSuchThing
from tutor.language import chosen
from tutor.playing.history import KIND, MOST_READ, history_of

if TYPE_CHECKING:
    from tutor.jobs import Runner
    from tutor.lesson.entries import Course, LessonEntry
    from tutor.lesson.model import Lesson
    from tutor.playing.start import Start
    from tutor.store import Store
    from tutor.tui.screens.lesson import LessonScreen
    from tutor.tui.screens.playground import PlaygroundScreen
    from tutor.tui.screens.progress import ProgressScreen


def lesson_screen(entry: LessonEntry, course: Course, store: Store, runner: Runner) -> LessonScreen:
    """Return the screen of a lesson where it was left; raises LessonError and StoreError."""
    from tutor.lesson.load import load_lesson
    from tutor.session import Session
    from tutor.tui.screens.lesson import LessonScreen

    lesson = load_lesson(entry.path, language=chosen())
    events = store.events(lesson=course.names_of(lesson.id))
    session = Session(lesson, events, record=store.recorder(), runner=runner)
    unit = course.unit(entry.unit)
    return LessonScreen(session, unit.title if unit is not None else "", lambda: runner.state)


def playground_screen(store: Store, runner: Runner, start: Start | None) -> PlaygroundScreen:
    """Return the playground with `start`, or where it was left; raises StoreError."""
    from tutor.tui.playground import Playground
    from tutor.tui.screens.playground import PlaygroundScreen

    events = store.events(lesson="", kinds=(KIND,), newest=MOST_READ)
    playground = Playground(history_of(events), start)
    return PlaygroundScreen(playground, runner, store.recorder())


def progress_screen(course: Course, store: Store) -> ProgressScreen:
    """Return the page of progress in a course; raises StoreError."""
    from tutor.tui.reviewing import waiting_of
    from tutor.tui.screens.progress import ProgressScreen

    load = partial(lesson_named, course=course)
    return ProgressScreen(course, store.events, waiting_of(store, course), load)


def lesson_named(name: str, course: Course) -> Lesson:
    """Return a lesson of the course, loaded; raises NoSuchThing and LessonError."""
    from tutor.lesson.load import load_lesson

    entry = course.lesson(name)
    if entry is None:
        raise NoSuchThing(name)
    return load_lesson(entry.path, language=chosen())
