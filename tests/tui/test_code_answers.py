"""A program that is an answer: typed as in the editor, and it stays where it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.conftest import OpenApp, press, seen, settled
from tutor.tui.widgets.answer_box import AnswerBox

QUESTION = """
  - question: square
    ask: Write `square(x)`.
    kind: code
    starter: "def square(x):"
    answer: |
      def square(x):
          return x * x
    tests: [square(2)]
    misconceptions:
      - believes: It doubles.
        edit: {replace: x * x, with: x + x}
        say: Not so.
    hints: [Multiply.]
    because: It is.
"""
TO_QUESTION = ("n", "ctrl+n", "ctrl+n")


@pytest.fixture(autouse=True)
def _code_question(course_folder: Path) -> None:
    file = course_folder / "first/passes.yaml"
    file.write_text(file.read_text() + QUESTION)


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (("enter", *"a", "enter", *"b"), "def square(x):\n    a\n    b"),
        (("enter", *"a", "enter", "backspace", *"b"), "def square(x):\n    a\nb"),
        (("enter", *"ab", "backspace"), "def square(x):\n    a"),
    ],
)
async def test_a_line_is_as_deep_as_the_last_and_backspace_takes_a_level(
    open_app: OpenApp, keys: tuple[str, ...], text: str
) -> None:
    async with open_app(lesson="passes") as pilot:
        await press(pilot, *TO_QUESTION, *keys)
        await settled(pilot)
        typed = pilot.app.screen.query_one(AnswerBox).text

    assert typed == text


async def test_the_line_of_keys_names_the_key_that_checks(open_app: OpenApp) -> None:
    async with open_app(lesson="passes") as pilot:
        await press(pilot, *TO_QUESTION)
        line = seen(pilot).splitlines()[-1]

    assert "^j check" in line


async def test_escape_leaves_the_box(open_app: OpenApp) -> None:
    async with open_app(lesson="passes") as pilot:
        await press(pilot, *TO_QUESTION, "escape")
        focused = pilot.app.screen.focused

    assert focused is None


async def test_a_program_that_stands_in_the_box_is_not_shown_above_as_well(
    open_app: OpenApp,
) -> None:
    async with open_app(lesson="passes") as pilot:
        await press(pilot, *TO_QUESTION, "enter", *"return xyz(", "ctrl+j")
        await settled(pilot)
        text = seen(pilot)

    assert "Python cannot read it" in text
    assert text.count("return xyz") == 1
