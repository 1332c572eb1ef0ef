"""A review in the app: which screen comes after which."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tutor.due import Due, cards_by_question, due_now, quiz_of, waiting
from tutor.review import GRADED
from tutor.tui.opening import lesson_named

if TYPE_CHECKING:
    from textual.screen import Screen

    from tutor.due import Waiting
    from tutor.jobs import Runner
    from tutor.lesson.entries import Course
    from tutor.session import Review
    from tutor.store import Store


def due_of(store: Store, course: Course) -> tuple[Due, ...]:
    """Return the questions of a review that begins now."""
    cards = cards_by_question(store.latest_of_items(GRADED), course)
    return due_now(cards, course, time.time())


def quiz_for(store: Store, course: Course, unit: str) -> tuple[Due, ...]:
    """Return a short quiz across the lessons of a unit."""
    cards = cards_by_question(store.latest_of_items(GRADED), course)
    return quiz_of(unit, cards, course, time.time())


def waiting_of(store: Store, course: Course) -> Waiting:
    """Return how many questions are due, and when the next one is."""
    return waiting(cards_by_question(store.latest_of_items(GRADED), course), time.time())


def review_of(due: tuple[Due, ...], course: Course, store: Store, runner: Runner) -> Review:
    """Return the review of what is due."""
    from tutor.session import Review

    load = partial(lesson_named, course=course)
    return Review(due, load=load, record=store.recorder(), runner=runner, clock=time.time)


async def next_screen(review: Review, runner_state: Callable[[], str]) -> Screen[None]:
    """Return the screen of the next question, or of the end."""
    from tutor.tui.screens.review import ReviewScreen
    from tutor.tui.screens.review_end import ReviewEndScreen

    session = await review.next()
    if session is None:
        return ReviewEndScreen(review)
    return ReviewScreen(review, session, runner_state)
