"""What a learner at 80x24 sees without scrolling by hand, and what the bottom line offers there."""

from __future__ import annotations

from tests.tui.conftest import OpenApp, press, seen, type_answer

SMALL = (80, 24)
LOW = (80, 12)


async def test_a_control_that_gets_the_focus_stands_at_the_top(open_app: OpenApp) -> None:
    async with open_app(LOW, lesson="passes") as pilot:
        await press(pilot, "n")
        await type_answer(pilot, "3")
        await press(pilot, "tab")
        lines = seen(pilot).split("\n")

    assert "clear the gradient" in lines[2]


async def test_what_was_said_last_is_in_sight(open_app: OpenApp) -> None:
    async with open_app(LOW, lesson="passes") as pilot:
        await press(pilot, "n", "ctrl+n")
        await type_answer(pilot, "3")
        reply = seen(pilot)
        await press(pilot, "ctrl+g", "ctrl+g", "ctrl+g")
        last = seen(pilot)

    assert "The belief behind it: Each backward replaces .grad." in reply
    assert "There are no more hints." in last


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
