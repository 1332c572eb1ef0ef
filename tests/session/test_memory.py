"""What a session remembers of a question: when it comes back, and whether it still asks the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes import FakeRunner, MemoryStore, passes_value
from tutor.errors import StoreFull
from tutor.lesson.load import load_lesson
from tutor.lesson.model import Lesson, Question
from tutor.lesson.template import lesson_text
from tutor.session import Session

START = 1_700_000_000.0


def written(folder: Path, text: str) -> Lesson:
    file = folder / "passes.yaml"
    file.write_text(text)
    return load_lesson(file)


async def at_question(lesson: Lesson, store: MemoryStore, *, is_review: bool = False) -> Session:
    session = Session(
        lesson,
        tuple(store.kept),
        record=store.record,
        runner=FakeRunner(passes_value),
        draw_seed=lambda: 5,
        clock=lambda: START,
        is_review=is_review,
    )
    await session.start()
    await session.go(2)
    return session


async def answer(session: Session, *, sure: int | None = None) -> Question:
    question = session.lesson.questions[0]
    passes = int(session.questions.posed(question).settings["passes"])
    await session.submit(question, f"{3 * passes}", sure=sure)
    return question


async def test_a_question_that_ends_gets_a_card(lesson: Lesson, store: MemoryStore) -> None:
    session = await at_question(lesson, store)

    question = await answer(session, sure=3)

    card = session.memory.card(question)
    assert card is not None
    assert card.due > START
    assert session.memory.grade_given(question) == "easy"
    assert store.kept[-1].kind == "graded"


async def test_playing_a_lesson_again_leaves_the_card_alone(
    lesson: Lesson, store: MemoryStore
) -> None:
    session = await at_question(lesson, store)
    question = await answer(session)
    again = await at_question(lesson, store)
    await again.renew(question)

    await answer(again)

    assert store.kinds().count("graded") == 1


async def test_a_review_grades_every_time(lesson: Lesson, store: MemoryStore) -> None:
    await answer(await at_question(lesson, store))
    again = await at_question(lesson, store, is_review=True)
    question = again.lesson.questions[0]
    await again.renew(question)

    await answer(again)

    assert store.kinds().count("graded") == 2
    card = again.memory.card(question)
    assert card is not None
    assert card.reviews == 2


async def test_the_learner_may_change_the_grade(lesson: Lesson, store: MemoryStore) -> None:
    session = await at_question(lesson, store)
    question = await answer(session)
    good = session.memory.card(question)

    easy = await session.regrade(question, "easy")

    assert good is not None
    assert easy is not None
    assert easy.due > good.due
    assert easy.reviews == 1
    assert store.kept[-1].body["grade"] == "easy"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("3 * w", "5 * w"),
        ("{switch: false", "{switch: true"),
        ("answer: w.grad", "answer: -w.grad"),
    ],
    ids=["program", "setting", "key"],
)
async def test_a_question_that_asks_something_else_now_is_asked_again(
    was: str, now: str, lesson: Lesson, store: MemoryStore, tmp_path: Path
) -> None:
    await answer(await at_question(lesson, store))
    text = lesson_text("passes")
    assert was in text
    changed = written(tmp_path, text.replace(was, now))

    session = await at_question(changed, store)
    question = session.lesson.questions[0]

    assert session.memory.is_changed(question)
    assert not session.questions.state(question).ended
    assert len([event for event in store.kept if event.kind == "attempt"]) == 1


async def test_another_start_of_a_control_that_is_varied_anyway_asks_the_same(
    lesson: Lesson, store: MemoryStore, tmp_path: Path
) -> None:
    question = await answer(await at_question(lesson, store))
    text = lesson_text("passes")
    assert "{integer: 3," in text

    session = await at_question(
        written(tmp_path, text.replace("{integer: 3,", "{integer: 4,")), store
    )

    assert not session.memory.is_changed(question)


async def test_another_wording_is_the_same_question(
    lesson: Lesson, store: MemoryStore, tmp_path: Path
) -> None:
    question = await answer(await at_question(lesson, store))
    ask = lesson.questions[0].ask.strip().splitlines()[0]
    text = lesson_text("passes")
    assert ask in text

    session = await at_question(written(tmp_path, text.replace(ask, f"Tell: {ask}")), store)

    assert not session.memory.is_changed(question)
    assert session.questions.state(question).ended == "right"


async def test_a_grade_that_could_not_be_kept_is_made_up_for(
    lesson: Lesson, store: MemoryStore
) -> None:
    session = await at_question(lesson, store)

    async def full(kind: str, name: str, body: object) -> object:
        if kind == "graded":
            raise StoreFull("full")
        return await kept(kind, name, body)  # type: ignore[arg-type]

    kept = store.record
    session._journal._record = full  # type: ignore[assignment]
    await answer(session)
    assert "graded" not in store.kinds()

    await at_question(lesson, store)

    assert store.kinds().count("graded") == 1


async def test_a_half_typed_answer_is_there_when_the_lesson_opens_again(
    lesson: Lesson, store: MemoryStore
) -> None:
    session = await at_question(lesson, store)
    await session.keep_draft("passes", "w.grad =")
    await session.keep_draft("passes", "w.grad =")

    again = await at_question(lesson, store)

    assert again.progress.drafts["passes"] == "w.grad ="
    assert store.kinds().count("draft") == 1


async def test_the_summary_says_how_often_one_was_sure_and_right(
    lesson: Lesson, store: MemoryStore
) -> None:
    session = await at_question(lesson, store)
    await answer(session, sure=2)

    (level,) = session.summary().calibration

    assert (level.sure, level.right, level.answers) == (2, 1, 1)


async def test_an_old_answer_is_no_answer_to_a_changed_question(
    lesson: Lesson, store: MemoryStore, tmp_path: Path
) -> None:
    await answer(await at_question(lesson, store))
    changed = written(tmp_path, lesson_text("passes").replace("3 * w", "5 * w"))

    session = Session(
        changed, tuple(store.kept), record=store.record, runner=FakeRunner(passes_value)
    )
    await session.start()

    assert session.memory.is_changed(changed.questions[0])
    assert store.kinds().count("graded") == 1


async def test_a_grade_that_cannot_be_stored_is_not_shown_as_given(
    lesson: Lesson, store: MemoryStore
) -> None:
    session = await at_question(lesson, store)
    question = await answer(session)
    card = session.memory.card(question)
    store.failure = StoreFull("full")

    with pytest.raises(StoreFull):
        await session.regrade(question, "again")

    assert session.memory.grade_given(question) == "good"
    assert session.memory.card(question) == card
