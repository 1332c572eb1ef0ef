"""What is pasted where an answer is typed stands there whole, or it is said that it does not."""

from __future__ import annotations

import pytest
from textual import events
from textual.pilot import Pilot

from tests.tui.conftest import OpenApp, press, seen, settled
from tests.tui.conftest import events as stored
from tutor.tui.widgets.answer_box import LONGEST, AnswerBox


async def paste(pilot: Pilot[int], text: str) -> str:
    """Paste into the answer of the first guess and return what stands there."""
    await press(pilot, "n")
    pilot.app.post_message(events.Paste(text))
    await settled(pilot)
    return pilot.app.screen.query_one(AnswerBox).text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
async def test_several_lines_are_one_answer(open_app: OpenApp, end: str) -> None:
    async with open_app(lesson="passes") as pilot:
        pasted = await paste(pilot, f"[[1., 2.],{end} [3., 4.]]")
        before = stored(pilot, "predicted")

    assert pasted == "[[1., 2.],\n [3., 4.]]"
    assert before == []


async def test_more_than_fits_is_not_taken_and_said(open_app: OpenApp) -> None:
    async with open_app(lesson="passes") as pilot:
        pasted = await paste(pilot, "x" * (LONGEST + 1))
        told = seen(pilot)
        await press(pilot, "9")
        typed = pilot.app.screen.query_one(AnswerBox).text

    assert "Not pasted" in told
    assert (pasted, typed) == ("", "9")


async def test_what_acts_on_a_terminal_is_pasted_as_marks(open_app: OpenApp) -> None:
    async with open_app(lesson="passes") as pilot:
        pasted = await paste(pilot, "\x1b[31m9\x07\u202e")

    assert pasted == "␛[31m9␇U+202E"
