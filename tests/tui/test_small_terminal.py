"""What a learner at 80x24 sees without scrolling by hand, and what the bottom line offers there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from textual.geometry import Offset
from textual.pilot import Pilot

from tests.fakes import FakeRun, FakeRunner, passes_value
from tests.tui.conftest import OpenApp, press, seen, type_answer
from tests.tui.test_beside import SeriesRunner
from tutor.records.job import Job
from tutor.records.messages import Message
from tutor.tui.widgets.program import Program

SMALL = (80, 24)
LOW = (80, 12)


async def comes(pilot: Pilot[int], text: str) -> bool:
    """Wait until a text is on the screen, however busy the machine is."""
    for _ in range(200):
        if text in seen(pilot):
            return True
        await pilot.pause(0.02)
    return False


async def test_a_control_that_gets_the_focus_stands_at_the_top(open_app: OpenApp) -> None:
    async with open_app(LOW, lesson="passes") as pilot:
        await press(pilot, "n")
        await type_answer(pilot, "3")
        await press(pilot, "tab")
        lines = seen(pilot).split("\n")

    assert "clear the gradient" in lines[2]


class SlowRun(FakeRun):
    """Ends when it is let."""

    def __init__(self, run: FakeRun, may_end: asyncio.Event) -> None:
        super().__init__(run._messages, run._ended)
        self._may_end = may_end

    async def __aiter__(self) -> AsyncIterator[Message]:
        await self._may_end.wait()
        async for message in super().__aiter__():
            yield message


class SlowRunner(FakeRunner):
    """Lets programs end when `may_end` is set."""

    def __init__(self) -> None:
        super().__init__(passes_value)
        self.may_end = asyncio.Event()

    def run(self, job: Job) -> FakeRun:
        return SlowRun(super().run(job), self.may_end)


async def test_a_control_stays_in_sight_when_a_run_of_before_ends(open_app: OpenApp) -> None:
    runner = SlowRunner()
    async with open_app(LOW, lesson="passes", runner=runner) as pilot:
        await press(pilot, "n")
        await type_answer(pilot, "3")
        await press(pilot, "tab")
        before = seen(pilot).split("\n")
        runner.may_end.set()
        await comes(pilot, "e edit   n next")
        await press(pilot)
        after = seen(pilot).split("\n")

    assert "clear the gradient" in before[2]
    assert any("clear the gradient" in line for line in after)
    assert "← → change" in after[-1]


async def test_what_was_said_last_is_in_sight(open_app: OpenApp) -> None:
    async with open_app(LOW, lesson="passes") as pilot:
        await press(pilot, "n", "ctrl+n")
        await type_answer(pilot, "3")
        replied = await comes(pilot, "The belief behind it: Each backward replaces .grad.")
        await press(pilot, "ctrl+g", "ctrl+g", "ctrl+g")
        ended = await comes(pilot, "There are no more hints.")

    assert (replied, ended) == (True, True)


async def test_the_reading_goes_with_the_answer(open_app: OpenApp) -> None:
    async with open_app(SMALL, lesson="passes") as pilot:
        await press(pilot, "n", "ctrl+n")
        await press(pilot, *"31")
        typing = seen(pilot)
        await press(pilot, "enter")
        handed_over = seen(pilot)

    assert "read as the number 31" in typing
    assert "read as" not in handed_over


async def test_the_bottom_line_says_how_to_reach_the_controls(open_app: OpenApp) -> None:
    async with open_app(SMALL, lesson="passes") as pilot:
        await press(pilot, "n")
        await type_answer(pilot, "3")
        experiment = seen(pilot).split("\n")[-1]
        await press(pilot, "n", "escape")
        question = seen(pilot).split("\n")[-1]

    assert "tab controls" in experiment
    assert "tab controls" not in question


async def test_the_summary_offers_no_run(open_app: OpenApp) -> None:
    async with open_app(SMALL, lesson="passes") as pilot:
        await press(pilot, "n")
        await type_answer(pilot, "3")
        await press(pilot, "n", "ctrl+n")
        summary = seen(pilot)

    assert "What this lesson shows: done" in summary
    assert "run" not in summary.split("\n")[-1]


async def guess(pilot: Pilot[int]) -> str:
    """Go to the experiment, guess, and return what is then on the screen."""
    await press(pilot, "n")
    await type_answer(pilot, "9")
    await comes(pilot, "2 │")
    return seen(pilot)


async def test_after_a_guess_its_truth_and_what_the_run_did_are_in_sight(open_app: OpenApp) -> None:
    async with open_app((80, 20), lesson="passes", runner=SeriesRunner()) as pilot:
        text = await guess(pilot)

    assert "As you expected." in text
    assert "2 │" in text
    assert "⋯ 7 lines" in text
    assert "loss.backward()" in text


async def test_a_program_with_room_for_its_pictures_is_not_folded(open_app: OpenApp) -> None:
    async with open_app((120, 50), lesson="passes", runner=SeriesRunner()) as pilot:
        text = await guess(pilot)

    assert "⋯" not in text


async def test_a_turned_control_is_seen_beside_what_it_changes(open_app: OpenApp) -> None:
    async with open_app((80, 14), lesson="passes", runner=SeriesRunner()) as pilot:
        await guess(pilot)
        await press(pilot, "tab", "space")
        lines = seen(pilot).split("\n")

    assert any("clear the gradient" in line for line in lines)
    assert any("2 │" in line for line in lines)


async def test_a_key_shows_all_of_the_program_and_it_stays(open_app: OpenApp) -> None:
    async with open_app((80, 20), lesson="passes", runner=SeriesRunner()) as pilot:
        folded = (await guess(pilot)).split("\n")
        await press(pilot, "f", "r")
        program = pilot.app.screen.query_one(Program)
        rows = program.size.height

    assert "f fold" in folded[-1]
    assert rows == 8


async def test_a_click_on_what_is_left_out_shows_it(open_app: OpenApp) -> None:
    async with open_app((80, 20), lesson="passes", runner=SeriesRunner()) as pilot:
        await guess(pilot)
        program = pilot.app.screen.query_one(Program)
        folded = program.size.height
        await pilot.click(program, offset=Offset(6, 0))
        await press(pilot)
        whole = program.size.height

    assert (folded, whole) == (2, 8)


async def test_another_step_begins_with_the_whole_program(open_app: OpenApp) -> None:
    async with open_app((80, 20), lesson="passes", runner=SeriesRunner()) as pilot:
        await guess(pilot)
        await press(pilot, "p", "n")
        rows = pilot.app.screen.query_one(Program).size.height

    assert rows == 8


async def test_the_summary_has_no_program_to_fold(open_app: OpenApp) -> None:
    async with open_app((80, 20), lesson="passes", runner=SeriesRunner()) as pilot:
        await guess(pilot)
        await press(pilot, "n", "ctrl+r")
        question = seen(pilot).split("\n")[-1]
        await press(pilot, "n")
        summary = seen(pilot).split("\n")[-1]

    assert ("fold" in question, "fold" in summary) == (True, False)
