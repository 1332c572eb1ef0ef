"""Markdown as the plain text of one line."""

from __future__ import annotations

import pytest

from tutor.tui.story import plain_text


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("`w = 2`, and the loss is `w ** 2`.", "w = 2, and the loss is w ** 2."),
        ("You call `backward` **3** times.", "You call backward 3 times."),
        ("the *mean* loss of `a * b * c`", "the mean loss of a * b * c"),
        ("2 * w and 3 * w", "2 * w and 3 * w"),
        ("says **7**, but **5** exist", "says 7, but 5 exist"),
        ("the **new value of `w`** after it", "the new value of w after it"),
        ("an open ` stays out", "an open  stays out"),
    ],
)
def test_emphasis_goes_and_operators_stay(markdown: str, plain: str) -> None:
    assert plain_text(markdown) == plain
