"""A review on screen: what is due is asked, graded, put off, and the lesson is left alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.conftest import OpenApp, events, press, seen, type_answer
from tutor.review import body_of, graded
from tutor.store import Store


@pytest.fixture
def something_due(tmp_path: Path, question: str) -> None:
    store = Store(tmp_path / "home")
    store.open()
    card = graded(None, "good", time.time() - 40 * 86400)
    store.append("graded", "passes", body_of(card, question, "good"))
    store.close()


@pytest.fixture
def question(course_folder: Path) -> str:
    from tutor.lesson.load import load_lesson

    return load_lesson(course_folder / "first/passes.yaml").questions[0].id


async def answer_right(pilot: Pilot[int]) -> None:
    session = pilot.app.screen.session  # type: ignore[attr-defined]
    passes = int(session.questions.posed(session.step).settings["passes"])
    await type_answer(pilot, f"{3 * passes}")


async def test_nothing_due_is_said(open_app: OpenApp) -> None:
    async with open_app() as pilot:
        await press(pilot, "r")

        assert "Nothing to review yet" in "".join(n.message for n in pilot.app._notifications)


async def test_home_counts_what_is_due(open_app: OpenApp, something_due: None) -> None:
    async with open_app() as pilot:
        assert "1 to review" in seen(pilot)


async def test_an_answer_in_a_review_is_graded_and_put_off(
    open_app: OpenApp, something_due: None
) -> None:
    async with open_app() as pilot:
        await press(pilot, "r")
        asked = seen(pilot)
        await answer_right(pilot)
        answered = seen(pilot)
        await press(pilot, "4")
        easier = seen(pilot)
        grades = [each["grade"] for each in events(pilot, "graded")]
        await press(pilot, "n")
        over = seen(pilot)
        await press(pilot, "enter")
        home = seen(pilot)
        in_lesson = events(pilot, "attempt")

    assert "1 of 1" in asked
    assert "comes back in" in answered
    assert "▸3 good" in answered
    assert "▸4 easy" in easier
    assert grades == ["good", "good", "easy"]
    assert "Review done: 1 of 1 known" in over
    assert "to review" not in home
    assert in_lesson == []


async def test_the_experiment_is_one_key_away(open_app: OpenApp, something_due: None) -> None:
    async with open_app() as pilot:
        await press(pilot, "r", "escape", "p")
        experiment = seen(pilot)
        await press(pilot, "n")
        question = seen(pilot)

    assert "comes back" not in experiment
    assert "Question 1 of 1" in question


async def test_the_lesson_behind_a_question_opens(open_app: OpenApp, something_due: None) -> None:
    async with open_app() as pilot:
        await press(pilot, "r", "escape", "l")

        assert pilot.app.screen.session.lesson.id == "passes"  # type: ignore[attr-defined]
        assert len(pilot.app.screen.session.lesson.steps) > 2  # type: ignore[attr-defined]


async def test_the_page_of_progress_opens_and_closes(
    open_app: OpenApp, something_due: None
) -> None:
    async with open_app() as pilot:
        await press(pilot, "r")
        await answer_right(pilot)
        await press(pilot, "n", "enter", "t")
        await pilot.app.workers.wait_for_complete()
        page = seen(pilot)
        await press(pilot, "escape")
        home = seen(pilot)

    assert "1 answer on 1 day · 1 day in a row" in page
    assert "First steps" in home


async def test_a_unit_has_a_page_and_a_quiz(open_app: OpenApp) -> None:
    async with open_app() as pilot:
        await press(pilot, "u")
        page = seen(pilot)
        await press(pilot, "enter")
        quiz = seen(pilot)
        await answer_right(pilot)
        graded_now = events(pilot, "graded")

    assert "What builds on what" in page
    assert "Review › " in quiz
    assert [each["grade"] for each in graded_now] == ["good"]
