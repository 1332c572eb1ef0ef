"""When questions come back: py-fsrs's own intervals, from grades that how it went gives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Card as FsrsCard
from fsrs import Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st

from tutor.progress import Attempt, QuestionProgress
from tutor.review import (
    GRADES,
    LEECH,
    Card,
    Grade,
    body_of,
    card_of,
    grade_of,
    graded,
    recalled,
    regraded,
)

START = 1_700_000_000.0
DAY = 24 * 3600.0
histories = st.lists(
    st.tuples(st.sampled_from(GRADES), st.floats(0, 200 * DAY)), min_size=1, max_size=12
)


def attempt(verdict: str, sure: int | None = None) -> Attempt:
    return Attempt("9", "9", verdict, "", None, sure)


@given(histories)
def test_the_intervals_are_those_of_py_fsrs(history: list[tuple[Grade, float]]) -> None:
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    expected = FsrsCard()
    card: Card | None = None
    now = START

    for grade, later in history:
        now += later
        expected, _ = scheduler.review_card(
            expected, Rating(GRADES.index(grade) + 1), datetime.fromtimestamp(now, UTC)
        )
        card = graded(card, grade, now)

    assert card is not None
    assert abs(card.due - expected.due.timestamp()) < 1e-3
    assert card.stability == pytest.approx(expected.stability)
    assert card.reviews == len(history)


@given(histories)
def test_a_card_is_stored_and_found_again(history: list[tuple[Grade, float]]) -> None:
    card = regraded((grade, START + later) for grade, later in history)
    assert card is not None

    assert card_of(body_of(card, "q", "good")) == card


@pytest.mark.parametrize(
    ("state", "grade"),
    [
        (QuestionProgress(attempts=(attempt("right"),), ended="right"), "good"),
        (QuestionProgress(attempts=(attempt("right", 3),), ended="right"), "easy"),
        (QuestionProgress(attempts=(attempt("right", 1),), ended="right"), "good"),
        (QuestionProgress(attempts=(attempt("wrong"), attempt("right", 3)), ended="right"), "hard"),
        (QuestionProgress(attempts=(attempt("right", 3),), ended="right", hints=1), "hard"),
        (QuestionProgress(attempts=(attempt("wrong"),), ended="revealed"), "again"),
    ],
)
def test_the_grade_follows_from_how_it_went(state: QuestionProgress, grade: Grade) -> None:
    assert grade_of(state) == grade


def test_a_better_grade_comes_back_later() -> None:
    first = graded(None, "good", START)

    due = [graded(first, grade, first.due).due for grade in GRADES]

    assert due == sorted(due)


def test_a_clock_set_back_does_not_undo_an_answer() -> None:
    first = graded(None, "good", START)

    again = graded(first, "good", START - 50 * DAY)

    assert again.last == START
    assert again.due >= first.due


def test_what_is_forgotten_again_and_again_is_a_leech() -> None:
    card = graded(None, "again", START)
    for _ in range(LEECH):
        assert not card.is_leech
        card = graded(card, "again", card.due)

    assert card.is_leech


def test_recall_falls_with_time() -> None:
    card = graded(None, "good", START)

    assert recalled(card, START) == 1.0
    assert recalled(card, START + 10 * DAY) > recalled(card, START + 100 * DAY) > 0


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"due": "soon"},
        {"due": 1, "last": 1, "stability": 0, "difficulty": 5, "reviews": 1, "lapses": 0},
        {"due": 1, "last": 1, "stability": 1, "difficulty": 50, "reviews": 1, "lapses": 0},
        {
            "due": float("nan"),
            "last": 1,
            "stability": 1,
            "difficulty": 5,
            "reviews": 1,
            "lapses": 0,
        },
        {"due": 1, "last": 1e30, "stability": 1, "difficulty": 5, "reviews": 1, "lapses": 0},
    ],
)
def test_what_is_no_card_is_not_taken_for_one(body: dict[str, object]) -> None:
    assert card_of(body) is None


def test_a_day_is_a_day_on_every_machine() -> None:
    card = graded(None, "good", START)

    assert timedelta(seconds=card.due - START) == timedelta(days=round((card.due - START) / DAY))
