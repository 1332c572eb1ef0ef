"""Which questions come back now: the weakest first, mixed, of the course there is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.due import Due, cards_by_question, due_now, mixed, quiz_of, waiting
from tutor.lesson.entries import Course, LessonEntry, Unit
from tutor.review import Card, body_of, graded
from tutor.store import Event

START = 1_700_000_000.0
DAY = 24 * 3600.0


def entry(name: str, unit: str, questions: int = 3) -> LessonEntry:
    return LessonEntry(
        name, unit, Path(name), name, questions=tuple(f"q{n}" for n in range(questions))
    )


@pytest.fixture
def course() -> Course:
    units = (
        Unit.of("tensors", "Tensors", "", (entry("a", "tensors"), entry("b", "tensors"))),
        Unit.of("hooks", "Hooks", "", (entry("c", "hooks"),)),
    )
    return Course("course", "Course", Path(), units, renamed=(("old", "a"),))


def card(days_ago: float = 0.0) -> Card:
    return graded(None, "good", START - days_ago * DAY)


def event(lesson: str, question: str, made: Card) -> Event:
    return Event(1, "x", START, "s", "graded", lesson, body_of(made, question, "good"))


def test_cards_of_a_renamed_lesson_are_its_own_and_of_a_removed_one_are_none(
    course: Course,
) -> None:
    newest = {
        ("old", "q1"): event("old", "q1", card()),
        ("gone", "q1"): event("gone", "q1", card()),
        ("b", "no such question"): event("b", "no such question", card()),
    }

    assert list(cards_by_question(newest, course)) == [("a", "q1")]


def test_what_is_due_and_when_the_next_one_comes(course: Course) -> None:
    cards = {("a", "q0"): card(30), ("a", "q1"): card(0)}

    found = waiting(cards, START)

    assert found.due == 1
    assert found.next_at == cards["a", "q1"].due
    assert waiting({}, START).next_at is None


def test_the_questions_nearest_to_being_forgotten_come_first(course: Course) -> None:
    cards = {("a", "q0"): card(10), ("b", "q0"): card(300), ("c", "q0"): card(50)}

    due = due_now(cards, course, START, most=2)

    assert {each.lesson for each in due} == {"b", "c"}


def test_nothing_that_is_not_due_is_asked(course: Course) -> None:
    assert due_now({("a", "q0"): card(0)}, course, START) == ()


def test_a_quiz_asks_of_every_lesson_of_its_unit_and_of_no_other(course: Course) -> None:
    quiz = quiz_of("tensors", {("a", "q2"): card(1)}, course, START, most=4)

    assert sorted(each.lesson for each in quiz) == ["a", "a", "b", "b"]
    assert "q2" not in [each.question for each in quiz if each.lesson == "a"]


@given(st.lists(st.sampled_from("abc"), max_size=12))
def test_mixing_loses_none_and_parts_those_of_one_lesson(lessons: list[str]) -> None:
    due = [Due(name, f"q{n}", "", None) for n, name in enumerate(lessons)]

    found = mixed(due)

    assert sorted(found, key=lambda each: each.question) == sorted(
        due, key=lambda each: each.question
    )
    if len(set(lessons)) > 1:
        assert found[0].lesson != found[1].lesson


def test_a_broken_card_is_passed_over(course: Course) -> None:
    bad = replace(event("a", "q0", card()), body={"question": "q0", "due": "soon"})

    assert cards_by_question({("a", "q0"): bad}, course) == {}
