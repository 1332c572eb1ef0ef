"""A lesson on screen: predict, run, change, edit, answer, hint, reveal, leave and come back."""

from __future__ import annotations

import pytest
from textual import events as textual_events
from textual.pilot import Pilot

from tests.fakes import FakeRunner, passes_value
from tests.tui.conftest import OpenApp, events, press, seen, settled, type_answer
from tutor.errors import StoreFull
from tutor.tui.screens.compare import CompareScreen
from tutor.tui.screens.home import HomeScreen


async def test_a_guess_comes_first_and_stands_beside_the_truth(open_app: OpenApp) -> None:
    async with open_app(lesson="passes") as pilot:
        await press(pilot, "enter")
        before = seen(pilot)
        await type_answer(pilot, "3")
        after = seen(pilot)
        kept = events(pilot, "predicted")

    assert "Before it runs: what do you expect?" in before
    assert "you guessed  the number 3" in after
    assert "it gave      9." in after
    assert [each["agrees"] for each in kept] == [False]


async def test_the_reading_is_echoed_while_one_types(open_app: OpenApp) -> None:
    async with open_app(lesson="passes") as pilot:
        await press(pilot, "enter", *"4*3")
        number = seen(pilot)
        await press(pilot, "ctrl+u", *"hello")
        nonsense = seen(pilot)

    assert "read as the number 12" in number
    assert "This is not read as a number." in nonsense


@pytest.fixture
def at_question(open_app: OpenApp) -> OpenApp:
    return open_app


async def go_to_question(pilot: object) -> int:
    """Go to the question and return its key."""
    await press(pilot, "n", "ctrl+n")  # type: ignore[arg-type]
    session = pilot.app.screen.session  # type: ignore[attr-defined]
    return 3 * int(session.questions.posed(session.step).settings["passes"])


async def test_a_right_answer_ends_the_question_and_says_why(open_app: OpenApp) -> None:
    async with open_app(lesson="passes") as pilot:
        key = await go_to_question(pilot)
        await type_answer(pilot, f"w.grad = {key}")
        text = seen(pilot)
        attempts = events(pilot, "attempt")

    assert "● Right." in text
    assert f"each one adds 3: {key}." in text
    assert [each["verdict"] for each in attempts] == ["right"]


async def test_a_known_mistake_is_explained_and_both_runs_can_be_seen(open_app: OpenApp) -> None:
    async with open_app(lesson="passes") as pilot:
        await go_to_question(pilot)
        await type_answer(pilot, "3")
        text = seen(pilot)
        await press(pilot, "ctrl+o")
        compared = isinstance(pilot.app.screen, CompareScreen)
        both = seen(pilot)
        await press(pilot, "escape")

    assert "◆ That is the gradient of one pass." in text
    assert compared
    assert "What you assumed" in both
    assert "if True:" in both


async def test_an_unreadable_answer_costs_nothing(open_app: OpenApp) -> None:
    async with open_app(lesson="passes") as pilot:
        await go_to_question(pilot)
        await type_answer(pilot, "no idea")
        text = seen(pilot)
        attempts = events(pilot, "attempt")

    assert "This is not read as a number." in text
    assert attempts == []


async def test_hints_come_one_at_a_time_and_the_answer_can_be_shown(open_app: OpenApp) -> None:
    async with open_app(lesson="passes") as pilot:
        await go_to_question(pilot)
        await press(pilot, "ctrl+g")
        first = seen(pilot)
        await press(pilot, "ctrl+g", "ctrl+g")
        second = seen(pilot)
        await press(pilot, "ctrl+r")
        shown = seen(pilot)

    assert "Hint 1 of 2" in first
    assert "Hint 2 of 2" in second
    assert "There are no more hints." in second
    assert "The answer:" in shown


async def test_single_letters_work_outside_the_box(open_app: OpenApp) -> None:
    async with open_app(lesson="passes") as pilot:
        await go_to_question(pilot)
        await press(pilot, "escape", "h")
        text = seen(pilot)

    assert "Hint 1 of 2" in text


async def test_a_typed_answer_stays_when_the_box_is_left(open_app: OpenApp) -> None:
    async with open_app(lesson="passes") as pilot:
        await go_to_question(pilot)
        await press(pilot, *"12", "escape", "p", "ctrl+n")
        text = seen(pilot)

    assert "› 12" in text


async def test_twenty_answers_in_one_burst_are_twenty_answers(open_app: OpenApp) -> None:
    async with open_app(lesson="passes") as pilot:
        await go_to_question(pilot)
        for number in range(100, 120):
            for character in str(number):
                pilot.app.post_message(textual_events.Key(character, character))
            pilot.app.post_message(textual_events.Key("enter", "\r"))
        for _ in range(30):
            await settled(pilot)
            attempts = events(pilot, "attempt")
            if len(attempts) == 20:
                break

    assert [each["typed"] for each in attempts] == [str(n) for n in range(100, 120)]


def _fill_the_disk(pilot: Pilot[int], monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(*_: object) -> None:
        raise StoreFull("The disk is full.")

    journal = pilot.app.screen.session._journal  # type: ignore[attr-defined]
    monkeypatch.setattr(journal, "_record", full)


async def test_an_answer_that_cannot_be_saved_shows_no_verdict(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app(lesson="passes") as pilot:
        await go_to_question(pilot)

        _fill_the_disk(pilot, monkeypatch)
        await type_answer(pilot, "3")
        text = seen(pilot)
        told = [note.message for note in pilot.app._notifications]

    why = "Not saved: The disk is full. Your answer is still here; enter saves it."
    assert told == [why]
    assert "gradient of one pass" not in text
    assert "› 3" in text
    assert "Not saved: The disk is full." in text


async def test_an_answer_that_could_not_be_saved_is_saved_by_enter(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app(lesson="passes") as pilot:
        await go_to_question(pilot)

        with monkeypatch.context() as patched:
            _fill_the_disk(pilot, patched)
            await type_answer(pilot, "3")
        await press(pilot, "enter")

        assert "gradient of one pass" in seen(pilot)


async def test_a_control_runs_the_program_again(open_app: OpenApp) -> None:
    runner = FakeRunner(passes_value)
    async with open_app(lesson="passes", runner=runner) as pilot:
        await press(pilot, "n")
        await type_answer(pilot, "9")
        runs = len(runner.jobs)
        await press(pilot, "tab", "tab", "right")
        text = seen(pilot)
        settings = dict(runner.jobs[-1].main.settings)

    assert len(runner.jobs) > runs
    assert settings["passes"] == 4 or settings["clear"] is True
    assert "‹ 4 ›" in text or "● on" in text


async def test_the_program_can_be_edited_and_put_back(open_app: OpenApp) -> None:
    runner = FakeRunner(passes_value)
    async with open_app(lesson="passes", runner=runner) as pilot:
        await press(pilot, "n")
        await type_answer(pilot, "9")
        await press(pilot, "e", *"x = 1", "enter", "ctrl+j")
        await settled(pilot)
        edited = runner.jobs[-1].main.source
        await press(pilot, "escape")
        shown = seen(pilot)
        await press(pilot, "z")
        back = seen(pilot)

    assert edited.startswith("x = 1\nimport torch")
    assert "edited" in shown
    assert "edited" not in back


async def test_one_comes_back_to_the_same_question(open_app: OpenApp) -> None:
    async with open_app(lesson="passes") as pilot:
        key = await go_to_question(pilot)
        await type_answer(pilot, "3")

    async with open_app(lesson="passes") as pilot:
        session = pilot.app.screen.session  # type: ignore[attr-defined]
        again = 3 * int(session.questions.posed(session.step).settings["passes"])
        text = seen(pilot)

    assert again == key
    assert "Question 1 of 1" in text


async def test_the_end_shows_how_it_went(open_app: OpenApp) -> None:
    async with open_app(lesson="passes") as pilot:
        await press(pilot, "n")
        await type_answer(pilot, "9")
        key = await go_to_question_from_experiment(pilot)
        await type_answer(pilot, str(key))
        await press(pilot, "n")
        text = seen(pilot)
        await press(pilot, "enter")
        home = isinstance(pilot.app.screen, HomeScreen)

    assert "What this lesson shows: done" in text
    assert "right at once" in text
    assert "As you expected." in text
    assert home


async def go_to_question_from_experiment(pilot: object) -> int:
    await press(pilot, "n")  # type: ignore[arg-type]
    session = pilot.app.screen.session  # type: ignore[attr-defined]
    return 3 * int(session.questions.posed(session.step).settings["passes"])


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_question_and_box_are_both_in_sight(open_app: OpenApp, size: tuple[int, int]) -> None:
    async with open_app(size, lesson="passes") as pilot:
        await go_to_question(pilot)
        text = seen(pilot).split("\n")

    assert len(text) == size[1]
    assert any("what is w.grad?" in line for line in text)
    assert any(line.startswith("  ›") for line in text)
    assert "enter check" in text[-1]


async def test_quit_leaves_at_once(open_app: OpenApp) -> None:
    async with open_app(lesson="passes") as pilot:
        await press(pilot, "q")

        assert pilot.app._exit


async def test_how_sure_one_is_is_kept_with_the_answer(open_app: OpenApp) -> None:
    async with open_app(lesson="passes") as pilot:
        key = await go_to_question(pilot)
        await press(pilot, "escape", "2", "a")
        before = seen(pilot)
        await press(pilot, "alt+3")
        turned = seen(pilot)
        await type_answer(pilot, f"{key}")
        attempts = events(pilot, "attempt")
        await press(pilot, "n")
        summary = seen(pilot)

    assert "sure ●●○" in before
    assert "sure ●●●" in turned
    assert [each["sure"] for each in attempts] == [3]
    assert "sure            1 of 1 right" in summary
    assert "comes back in" in summary


async def test_what_is_half_typed_is_there_when_the_lesson_is_opened_again(
    open_app: OpenApp,
) -> None:
    async with open_app(lesson="passes") as pilot:
        await go_to_question(pilot)
        await press(pilot, *"half 12")
        await pilot.app.run_action("quit")
    async with open_app(lesson="passes") as pilot:
        again = seen(pilot)

    assert "half 12" in again
