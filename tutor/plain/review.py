"""A review in plain mode: one due question after the other."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from tutor.display import show_line
from tutor.due import cards_by_question, due_now, waiting
from tutor.language import say
from tutor.plain.drawing import draw
from tutor.plain.steps import LessonTalk
from tutor.review import GRADED

if TYPE_CHECKING:
    from rich.console import Console

    from tutor.jobs import Runner
    from tutor.lesson.entries import Course
    from tutor.lesson.model import Lesson
    from tutor.store import Store


async def review_talk(
    course: Course,
    store: Store,
    runner: Runner,
    language: str,
    made: Console,
    read_line: Callable[[str], Awaitable[str | None]],
) -> None:
    """Ask what is due until nothing is left or the learner leaves."""
    from tutor.lesson.load import load_lesson
    from tutor.session import Review

    cards = cards_by_question(store.latest_of_items(GRADED), course)
    now = time.time()
    due = due_now(cards, course, now)
    draw(made, waiting(cards, now).sentence(now))

    def load(lesson: str) -> Lesson:
        entry = course.lesson(lesson)
        if entry is None:
            raise KeyError(lesson)
        return load_lesson(entry.path, language=language)

    review = Review(due, load=load, record=store.recorder(), runner=runner, clock=time.time)
    while (session := await review.next()) is not None:
        draw(made, "", say("plain.review_of", number=review.number, count=review.count))
        if not await LessonTalk(session, made, read_line).talk(until_end=True):
            return
        for question in session.lesson.questions:
            card = session.memory.card(question)
            if card is not None and session.memory.grade_given(question) is not None:
                title = show_line(session.lesson.title)
                draw(made, say("plain.comes_back", title=title, days=card.days_left(now)))
