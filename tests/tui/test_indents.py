"""A program that is an answer is typed as in the editor: lines keep their indent."""

from __future__ import annotations

from tests.tui.conftest import OpenApp, press, settled
from tutor.tui.widgets.answer_box import AnswerBox


async def typed(open_app: OpenApp, *keys: str, many_lines: bool) -> str:
    """Type into the box of the first guess, made one for programs or for one line."""
    async with open_app(lesson="passes") as pilot:
        await press(pilot, "n")
        box = pilot.app.screen.query_one(AnswerBox)
        box.open("", many_lines=many_lines)
        await press(pilot, *keys)
        await settled(pilot)
        return box.text


async def test_a_new_line_is_as_deep_as_the_last_and_deeper_behind_a_colon(
    open_app: OpenApp,
) -> None:
    keys = (*"for n in x:", "enter", *"a", "enter", *"b")

    assert await typed(open_app, *keys, many_lines=True) == "for n in x:\n    a\n    b"


async def test_a_backspace_takes_a_level_away(open_app: OpenApp) -> None:
    keys = (*"for n in x:", "enter", *"a", "enter", "backspace", *"bc", "backspace")

    assert await typed(open_app, *keys, many_lines=True) == "for n in x:\n    a\nb"


async def test_in_a_box_of_one_line_each_space_is_taken_by_itself(open_app: OpenApp) -> None:
    assert await typed(open_app, *"   ", "backspace", many_lines=False) == "  "
