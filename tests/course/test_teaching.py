"""What holds for every lesson as teaching: questions stand alone, differ, and have help."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from tests.course.pages import english_lessons
from tutor.lesson.model import Explain, Lesson, Question

LESSONS = english_lessons()
ELSEWHERE = re.compile(r"(Now|This time|The same|Once more|The other)\b")
"""How a question begins that leans on the step before it: in a review it comes alone."""


def questions(lessons: dict[str, Lesson]) -> Iterator[tuple[str, Question]]:
    """Yield every question of the course with its full name."""
    for lesson in lessons.values():
        for step in lesson.steps:
            if isinstance(step, Question):
                yield f"{lesson.id}/{step.id}", step


QUESTIONS = dict(questions(LESSONS))


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_helps_twice_and_knows_two_mistakes(name: str) -> None:
    """A yes or no has one wrong answer only."""
    question = QUESTIONS[name]

    assert len(question.hints) >= 2
    assert len(question.misconceptions) >= (1 if question.kind == "boolean" else 2)


def test_every_question_stands_alone() -> None:
    assert [name for name, each in QUESTIONS.items() if ELSEWHERE.match(each.ask)] == []


def test_no_two_questions_ask_the_same_with_other_numbers() -> None:
    asked: dict[str, list[str]] = {}
    for name, question in QUESTIONS.items():
        bare = re.sub(r"\{\w+\}|\d+", "#", f"{question.ask} {question.code}")
        asked.setdefault(" ".join(bare.split()), []).append(name)

    assert [names for names in asked.values() if len(names) > 1] == []


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=lambda lesson: lesson.id)
def test_no_explanation_follows_another(lesson: Lesson) -> None:
    told = [isinstance(step, Explain) for step in lesson.steps]

    assert (True, True) not in list(pairwise(told))
