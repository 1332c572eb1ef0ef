"""A transcript holds what was read, run, guessed and answered, as Markdown."""

from __future__ import annotations

import pytest

from tests.fakes import FakeRunner, MemoryStore, passes_value
from tutor.lesson.model import Lesson
from tutor.session import Session
from tutor.session.transcript import transcript


@pytest.fixture
async def session(lesson: Lesson) -> Session:
    store = MemoryStore()
    made = Session(lesson, (), record=store.record, runner=FakeRunner(passes_value))
    await made.start()
    await made.go(2)
    return made


async def test_what_was_done_is_in_it(session: Session) -> None:
    question, experiment = session.lesson.questions[0], session.lesson.experiments[0]
    passes = int(session.questions.posed(question).settings["passes"])
    await session.experiments.set(experiment, "passes", 6)
    await session.experiments.predict(experiment, "3")
    await session.submit(question, "1000")
    await session.hint(question)
    await session.submit(question, f"{3 * passes}")

    text = transcript(session)

    assert text.startswith("# What this lesson shows\n")
    assert "passes = 6\n" in text
    assert "- I guessed: `the number 3`" in text
    assert "- · `1000` — " in text
    assert f"- ✓ `{3 * passes}` — Right." in text
    assert "- Hint: How often does the line with `backward` run?" in text
    assert "each one adds 3" in text
    assert text.count("```") % 2 == 0


async def test_what_was_revealed_is_in_ones_notes(session: Session) -> None:
    question = session.lesson.questions[0]
    revealed = await session.reveal(question)

    text = transcript(session)

    assert f"- The answer, revealed: `{revealed.key}`" in text
    assert "each one adds 3" in text


async def test_what_was_not_answered_says_so_and_gives_nothing_away(session: Session) -> None:
    text = transcript(session)

    assert "*not answered yet*" in text
    assert "each one adds 3" not in text
    assert "I guessed" not in text
