"""Nothing foreign acts on the terminal, and nothing foreign disappears."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.display import MOST_MARKS, plain, show, show_line

ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


@given(st.text(st.characters(), max_size=200))
def test_no_acting_character_is_left(text: str) -> None:
    actual = show(text)

    assert not ACTING.search(actual)


@given(st.text(st.characters(), max_size=200))
def test_showing_twice_changes_nothing_more(text: str) -> None:
    once = show(text)

    assert show(once) == once


@pytest.mark.parametrize(
    ("foreign", "shown"),
    [
        ("plain text", "plain text"),
        ("[red]x[/]", "[red]x[/]"),
        ("\x1b[31mred", "␛[31mred"),
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("\x9b31m", "U+009B31m"),
        ("a\x7fb", "a␡b"),
        ("a\u202eb", "aU+202Eb"),
        ("a\ud800b", "aU+D800b"),
        ("one\r\ntwo", "one\ntwo"),
        ("over\rwritten", "over␍written"),
        ("tab\there", "tab\there"),
        ("한국어 텐서", "한국어 텐서"),
        ("e\u0301", "e\u0301"),
    ],
)
def test_foreign_text_is_shown_as(foreign: str, shown: str) -> None:
    assert show(foreign) == shown


def test_combining_marks_do_not_pile_up() -> None:
    actual = show("a" + "\u0301" * 500)

    assert len(actual) == 1 + MOST_MARKS


def test_lines_and_columns_are_cut_with_a_mark() -> None:
    actual = show("one\ntwo is long\nthree\nfour", lines=3, columns=5)

    assert actual == "one\ntwo …\nthree\n…"


def test_a_line_stays_one_line() -> None:
    assert show_line("a\n b\t c\x1b") == "a b c␛"


def test_what_is_typed_is_kept_composed() -> None:
    decomposed = "\u1112\u1161\u11ab"

    assert plain(decomposed) == "한"
