"""The generated pages say what the course has, and every promise names a step that keeps it."""

from __future__ import annotations

import pytest

from tests.course.pages import (
    COVERAGE,
    README,
    Topic,
    coverage,
    english_lessons,
    readme,
    topics,
)
from tutor.lesson.model import Lesson

ROWS = [*topics("topics"), *topics("corrections")]


@pytest.fixture(scope="module")
def lessons() -> dict[str, Lesson]:
    return english_lessons()


def test_the_readme_lists_the_lessons_there_are() -> None:
    assert README.read_text(encoding="utf-8") == readme()


def test_the_coverage_page_is_the_one_the_course_gives() -> None:
    assert COVERAGE.read_text(encoding="utf-8") == coverage()


@pytest.mark.parametrize("row", ROWS, ids=[row.topic for row in ROWS])
def test_every_promise_names_steps_that_are_there(row: Topic, lessons: dict[str, Lesson]) -> None:
    names = [step.split("/") for step in row.steps]

    assert names
    assert [n for n in names if not _step(lessons, *n)] == []


@pytest.mark.parametrize("row", topics("corrections"), ids=lambda row: row.topic)
def test_every_correction_is_guessed_before_it_is_run(
    row: Topic, lessons: dict[str, Lesson]
) -> None:
    experiments = [_step(lessons, *step.split("/")) for step in row.steps]

    assert any(getattr(each, "predict", None) is not None for each in experiments)


def test_every_lesson_keeps_a_promise(lessons: dict[str, Lesson]) -> None:
    named = {step.split("/")[0] for row in ROWS for step in row.steps}

    assert sorted(set(lessons) - named - BEYOND) == []


BEYOND = {
    "tensor-shapes",
    "broadcasting",
    "views-and-memory",
    "train-vs-eval",
}
"""Lessons that nobody was promised: the others rest on them, or they come next."""


def _step(lessons: dict[str, Lesson], lesson: str, step: str) -> object:
    found = lessons.get(lesson)
    return None if found is None else found.experiment(step) or found.question(step)
