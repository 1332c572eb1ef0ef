"""One learner in one lesson: what is asked, judged, kept, and found again."""

from __future__ import annotations

import pytest

from tests.fakes import FakeRunner, MemoryStore, passes_value
from tutor.answers import Asked
from tutor.errors import StoreFull
from tutor.lesson.model import Experiment, Lesson, Question
from tutor.records.values import Plain
from tutor.session import Session
from tutor.session.predictions import truth_of


def opened(lesson: Lesson, store: MemoryStore) -> Session:
    return Session(
        lesson,
        tuple(store.kept),
        record=store.record,
        runner=FakeRunner(passes_value),
        draw_seed=lambda: 5,
    )


def question_of(lesson: Lesson) -> Question:
    return lesson.questions[0]


def experiment_of(lesson: Lesson) -> Experiment:
    return lesson.experiments[0]


async def at_question(lesson: Lesson, store: MemoryStore) -> Session:
    session = opened(lesson, store)
    await session.start()
    await session.go(2)
    return session


def key_of(session: Session, question: Question) -> int:
    return 3 * int(session.questions.posed(question).settings["passes"])


async def test_it_begins_at_the_first_step_and_stays_inside_the_lesson(
    lesson: Lesson, store: MemoryStore
) -> None:
    session = opened(lesson, store)
    await session.start()
    await session.back()

    assert session.index == 0

    await session.go(99)

    assert session.index == len(lesson.steps)
    assert session.step is None


async def test_it_resumes_at_the_step_with_the_same_numbers(
    lesson: Lesson, store: MemoryStore
) -> None:
    first = await at_question(lesson, store)
    await first.submit(question_of(lesson), "1000")

    again = opened(lesson, store)

    assert again.index == 2
    assert (
        again.questions.posed(question_of(lesson)).settings
        == first.questions.posed(question_of(lesson)).settings
    )
    assert again.questions.state(question_of(lesson)).tried == 1


async def test_a_right_answer_is_stored_before_its_verdict_is_returned(
    lesson: Lesson, store: MemoryStore
) -> None:
    session = await at_question(lesson, store)
    question = question_of(lesson)

    verdict = await session.submit(question, f"w.grad = {key_of(session, question)}")

    assert verdict.kind == "right"
    assert "attempt" in store.kinds()
    assert session.questions.state(question).ended == "right"
    assert session.questions.state(question).first == "at once"


async def test_what_cannot_be_read_costs_nothing(lesson: Lesson, store: MemoryStore) -> None:
    session = await at_question(lesson, store)

    verdict = await session.submit(question_of(lesson), "no idea")

    assert verdict.kind == "unreadable"
    assert "attempt" not in store.kinds()


async def test_no_verdict_comes_back_where_it_could_not_be_stored(
    lesson: Lesson, store: MemoryStore
) -> None:
    session = await at_question(lesson, store)
    store.failure = StoreFull("full")

    with pytest.raises(StoreFull):
        await session.submit(question_of(lesson), "9")

    assert session.questions.state(question_of(lesson)).tried == 0


async def test_a_misconception_is_recognised_by_its_value(
    lesson: Lesson, store: MemoryStore
) -> None:
    session = await at_question(lesson, store)
    question = question_of(lesson)

    verdict = await session.submit(question, "3")

    assert verdict.kind == "wrong"
    assert verdict.misconception == 0
    assert "one pass" in verdict.reply
    assert session.questions.both_runs(question, 0) is not None


async def test_hints_come_one_by_one_and_can_be_read_again(
    lesson: Lesson, store: MemoryStore
) -> None:
    session = await at_question(lesson, store)
    question = question_of(lesson)

    shown = [await session.hint(question) for _ in range(3)]

    assert shown == [*question.hints, None]
    assert session.questions.hints(question) == question.hints
    assert session.questions.hints_left(question) == 0


async def test_a_reveal_ends_the_question(lesson: Lesson, store: MemoryStore) -> None:
    session = await at_question(lesson, store)
    question = question_of(lesson)

    revealed = await session.reveal(question)

    assert revealed.key == f"{key_of(session, question)}."
    assert str(key_of(session, question)) in revealed.because
    assert session.questions.state(question).ended == "revealed"


async def test_new_numbers_open_the_question_again(lesson: Lesson, store: MemoryStore) -> None:
    session = await at_question(lesson, store)
    question = question_of(lesson)
    await session.reveal(question)

    await session.renew(question)

    assert session.questions.state(question).ended == ""
    assert session.questions.state(question).first == "revealed"


async def test_a_dispute_keeps_all_that_is_needed(lesson: Lesson, store: MemoryStore) -> None:
    session = await at_question(lesson, store)
    question = question_of(lesson)
    await session.submit(question, "1000")

    await session.dispute(question, "1000")

    body = store.kept[-1].body
    assert store.kept[-1].kind == "disputed"
    assert {"question", "seed", "typed", "reading", "key", "versions", "drawn"} <= set(body)


async def test_controls_are_kept_and_refused_outside_their_range(
    lesson: Lesson, store: MemoryStore
) -> None:
    session = opened(lesson, store)
    experiment = experiment_of(lesson)
    await session.experiments.set(experiment, "passes", 6)

    with pytest.raises(ValueError, match="passes"):
        await session.experiments.set(experiment, "passes", 7)

    assert opened(lesson, store).experiments.settings(experiment)["passes"] == 6


async def test_an_edited_program_is_kept_and_can_be_put_back(
    lesson: Lesson, store: MemoryStore
) -> None:
    session = opened(lesson, store)
    experiment = experiment_of(lesson)
    await session.experiments.edit(experiment, "x = 1")

    assert opened(lesson, store).experiments.source(experiment) == "x = 1"

    await session.experiments.reset(experiment)

    assert session.experiments.source(experiment) == experiment.code


async def test_a_prediction_is_asked_for_once(lesson: Lesson, store: MemoryStore) -> None:
    session = opened(lesson, store)
    experiment = experiment_of(lesson)
    assert session.experiments.awaits_prediction(experiment)

    made = await session.experiments.predict(experiment, "3")

    assert getattr(made, "truth", "") == "9."
    assert getattr(made, "agrees", None) is False
    assert not session.experiments.awaits_prediction(experiment)


async def test_a_guess_is_about_the_lessons_program_whatever_was_changed_before(
    lesson: Lesson, store: MemoryStore
) -> None:
    session = opened(lesson, store)
    experiment = experiment_of(lesson)
    await session.experiments.set(experiment, "passes", 5)
    await session.experiments.edit(experiment, "w = 1")

    made = await session.experiments.predict(experiment, "9")

    assert getattr(made, "truth", "") == "9."
    assert getattr(made, "agrees", None) is True


async def test_a_guess_that_cannot_be_read_is_not_kept(lesson: Lesson, store: MemoryStore) -> None:
    session = opened(lesson, store)

    made = await session.experiments.predict(experiment_of(lesson), "dunno")

    assert getattr(made, "problem", "")
    assert "predicted" not in store.kinds()


def test_a_truth_may_be_the_letter_of_a_choice() -> None:
    asked = Asked(kind="choice", choices=(("A", "예"), ("B", "아니요")))

    assert truth_of(Plain("B"), asked) == Plain("아니요")


async def test_a_question_can_be_asked_about_the_learners_own_program(
    lesson: Lesson, store: MemoryStore
) -> None:
    session = await at_question(lesson, store)
    question = question_of(lesson)
    assert not session.questions.can_ask_about_own(question)
    await session.experiments.set(experiment_of(lesson), "passes", 6)
    session.questions.ask_about_own(question, True)

    verdict = await session.submit(question, "18")

    assert "6 passes" in session.questions.posed(question).ask
    assert verdict.kind == "right"
    assert store.kept[-1].kind == "tried"
    assert session.questions.state(question).ended == ""


async def test_an_edit_that_the_own_program_has_no_line_for_is_passed_over(
    lesson: Lesson, store: MemoryStore
) -> None:
    session = await at_question(lesson, store)
    question = question_of(lesson)
    await session.experiments.edit(experiment_of(lesson), "passes = passes + 0")
    session.questions.ask_about_own(question, True)

    verdict = await session.submit(question, "1000")

    assert verdict.kind == "wrong"


async def test_the_summary_tells_how_it_went(lesson: Lesson, store: MemoryStore) -> None:
    session = await at_question(lesson, store)
    question = question_of(lesson)
    await session.experiments.predict(experiment_of(lesson), "9")
    await session.submit(question, "1000")
    await session.submit(question, str(key_of(session, question)))
    await session.next()

    summary = session.summary()

    assert [(q.first, q.attempts) for q in summary.questions] == [("in the end", 2)]
    assert [p.made.agrees for p in summary.predictions] == [True]
    assert session.progress.finished
