"""Every part of a file is text, and has its place."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from tutor.lesson.document import Document
from tutor.lesson.nodes import parsed
from tutor.lesson.reading import Quoted


def document(text: str) -> Document:
    return parsed(Path("x.yaml"), text)


@pytest.mark.parametrize(
    "scalar",
    ["no", "yes", "NO", "on", "0123", "010", "12:30:45", "2:30", "2024-01-01", "1.10", "56.00",
     "1e-3", "~", "null", "9" * 5000, "0x1f", ".nan", "2024-99-99", "=", "1_000", "True"],
)  # fmt: skip
def test_a_scalar_is_the_text_that_was_typed(scalar: str) -> None:
    assert document(f"a: {scalar}").root == {"a": scalar}


@pytest.mark.parametrize("written", ["'1'", '"1"', "|-\n  1", ">-\n  1"])
def test_quoted_text_can_be_told_from_plain(written: str) -> None:
    root = document(f"a: {written}").root

    assert isinstance(root, dict)
    assert isinstance(root["a"], Quoted)


def test_values_and_keys_have_their_line_and_column() -> None:
    found = document("a: 1\nb:\n  - x: 2\n    yy: [3, 4]\n")

    assert found.at(("b", 0, "yy", 1)) == (4, 13)
    assert found.at(("b", 0, "yy"), key=True) == (4, 5)


def test_a_place_that_is_not_there_is_the_nearest_around_it() -> None:
    found = document("a:\n  b: 1\n")

    assert found.at(("a", "b", "c", 7)) == (2, 6)


@pytest.mark.parametrize(
    ("text", "line", "column", "at"),
    [
        ("a: |\n  one\n    two\n  three\n", 2, 3, (3, 5)),
        ("a: |\n\n  one\n", 2, 1, (3, 3)),
        ("a: |2\n    one\n  two\n", 1, 3, (2, 5)),
        ("a: |\n  one\n", 9, 1, (1, 4)),
        ("a: one two\n", 1, 5, (1, 8)),
        ("a: 'one two'\n", 1, 5, (1, 9)),
        ("a: >\n  one\n  two\n", 1, 1, (1, 4)),
        ("a:\n  - |\n    one\n    two\n", 2, 1, (1, 1)),
    ],
)
def test_a_line_of_a_text_has_its_place(
    text: str, line: int, column: int, at: tuple[int, int]
) -> None:
    place = ("a",)

    found = document(text).at_line(place, line, column)

    assert found == at or found == (2, 3)


def test_prose_is_brought_to_nfc() -> None:
    apart = unicodedata.normalize("NFD", "기울기")

    assert document(f"ask: {apart}").root == {"ask": "기울기"}


@pytest.mark.parametrize("key", ["code", "starter", "answer", "gives"])
def test_programs_stay_as_they_were_typed(key: str) -> None:
    apart = unicodedata.normalize("NFD", "len('기울기')")

    assert document(f"{key}: {apart}").root == {key: apart}


def test_a_field_given_twice_keeps_its_first_value_and_a_problem() -> None:
    found = document("a: 1\nb: 2\na: 3\n")

    assert found.root == {"a": "1", "b": "2"}
    assert [(p.line, p.message) for p in found.problems] == [
        (3, "`a` stands twice; first on line 1")
    ]
