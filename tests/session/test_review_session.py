"""A review asks each due question with fresh numbers and leaves its lesson as it was."""

from __future__ import annotations

from tests.fakes import FakeRunner, MemoryStore, passes_value
from tutor.due import Due
from tutor.lesson.model import Lesson
from tutor.progress import fold
from tutor.review import graded
from tutor.session import Review, Session

START = 1_700_000_000.0


def review_of(lesson: Lesson, store: MemoryStore, *questions: str) -> Review:
    due = [Due(lesson.id, name, "unit", graded(None, "good", START - 1e6)) for name in questions]
    return Review(
        due,
        load=lambda _: lesson,
        record=store.record,
        runner=FakeRunner(passes_value),
        clock=lambda: START,
    )


async def answer(session: Session) -> None:
    question = session.lesson.questions[0]
    passes = int(session.questions.posed(question).settings["passes"])
    await session.submit(question, f"{3 * passes}")


async def test_it_begins_at_the_question_with_its_experiment_one_step_back(
    lesson: Lesson, store: MemoryStore
) -> None:
    review = review_of(lesson, store, lesson.questions[0].id)

    session = await review.next()

    assert session is not None
    assert session.step is session.lesson.questions[0]
    await session.back()
    assert session.step is lesson.experiments[0]


async def test_answers_of_a_review_are_kept_apart_from_the_lesson(
    lesson: Lesson, store: MemoryStore
) -> None:
    review = review_of(lesson, store, lesson.questions[0].id)
    session = await review.next()
    assert session is not None

    await answer(session)

    assert set(store.kinds()) == {"review.drawn", "review.attempt", "graded"}
    assert not fold(store.kept).visited
    assert fold(store.kept).questions == {}


async def test_an_answer_moves_the_card_on(lesson: Lesson, store: MemoryStore) -> None:
    review = review_of(lesson, store, lesson.questions[0].id)
    session = await review.next()
    assert session is not None

    await answer(session)

    card = session.memory.card(session.lesson.questions[0])
    assert card is not None
    assert card.reviews == 2
    assert card.due > START


async def test_a_question_that_is_gone_is_passed_over(lesson: Lesson, store: MemoryStore) -> None:
    review = review_of(lesson, store, "gone", lesson.questions[0].id)

    session = await review.next()

    assert session is not None
    assert (review.number, review.count) == (1, 1)
    assert await review.next() is None
