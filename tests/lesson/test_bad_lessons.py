"""Each mistake an author can make is named with its place and how to mend it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tutor.records.views import KINDS as VIEW_KINDS

TABLE = Path(__file__).with_name("bad-lessons.txt").read_text(encoding="utf-8")


def cases() -> list[tuple[str, str, str, list[str]]]:
    """Return name, old text, new text and problems of each paragraph of the table."""
    found = []
    for paragraph in TABLE.split("\n\n# ")[1:]:
        name, *lines = paragraph.rstrip("\n").split("\n")
        old, new, said = (
            [line[2:] for line in lines if line.startswith(sign)] for sign in ("-", "+", ">")
        )
        found.append((name, "\n".join(old), "\n".join(new), said))
    return found


CASES = cases()


@pytest.mark.parametrize(("name", "old", "new", "said"), CASES, ids=[case[0] for case in CASES])
def test_a_mistake_is_named_with_place_and_mend(
    name: str,
    old: str,
    new: str,
    said: list[str],
    good: str,
    complaints: Callable[[str], list[str]],
) -> None:
    assert good.count(old) == 1, name

    found = complaints(good.replace(old, new))

    assert found == [line.replace("{views}", ", ".join(VIEW_KINDS)) for line in said]


DIGITS = "9" * 5_000


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("format: 1\n", f"format: {DIGITS}\n", "1:9"),
        ("minutes: 8", f"minutes: {DIGITS}", "4:10"),
        ("minutes: 8", "minutes: 2024-13-45", "4:10"),
        ("minutes: 8", "minutes: 2024-02-30T99:00:00", "4:10"),
        ("{integer: 3", f"{{integer: {DIGITS}", "16:25"),
        ("{integer: 3", f"{{integer: 0x{DIGITS}", "16:25"),
        ("{number: 0.5", f"{{number: 1e{DIGITS}", "17:20"),
        ("{number: 0.5", "{number: 2024-13-45", "17:20"),
    ],
)
def test_a_number_that_yaml_itself_stumbles_over_is_named_with_its_place(
    old: str, new: str, place: str, good: str, complaints: Callable[[str], list[str]]
) -> None:
    assert good.count(old) == 1

    (said,) = complaints(good.replace(old, new))

    assert said.startswith(f"{place}: `")
    assert "number, not `" in said or "number from 1 to 1, not `" in said
    assert len(said) < 200


def test_the_table_holds_more_than_a_hundred_mistakes() -> None:
    assert len({name for name, *_ in CASES}) == len(CASES) > 100


CHARACTER = "may not stand in a lesson: it acts instead of showing; take it out; "


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x00", "U+0000"),
        ("\x1b", "U+001B"),
        ("\x7f", "U+007F"),
        ("\x85", "U+0085"),
        ("\x9b", "U+009B"),
        ("\u061c", "U+061C"),
        ("\u200f", "U+200F"),
        ("\u2028", "U+2028"),
        ("\u202e", "U+202E"),
        ("\u2066", "U+2066"),
        ("\ufdd0", "U+FDD0"),
        ("\ufeff", "U+FEFF"),
        ("\uffff", "U+FFFF"),
        ("\U0001fffe", "U+1FFFE"),
    ],
)
def test_an_acting_character_is_named_with_its_place(
    character: str, name: str, good: str, complaints: Callable[[str], list[str]]
) -> None:
    found = complaints(good.replace("Turn `clear` on.", f"Turn {character}on."))

    assert found == [f"13:16: the character {name} {CHARACTER}to speak of it, write its name"]


@pytest.mark.parametrize("escape", [r"\e", r"\x9b", r"\u202e", r"\0", r"\x7f", r"\N", r"\L"])
def test_an_acting_character_is_found_behind_an_escape(
    escape: str, good: str, complaints: Callable[[str], list[str]]
) -> None:
    found = complaints(good.replace("Turn `clear` on.", f'"Turn {escape}on."'))

    assert [complaint.partition(CHARACTER)[0][:20] for complaint in found] == [
        "13:11: the character"
    ]


def test_a_lone_carriage_return_is_named(good: str, complaints: Callable[[str], list[str]]) -> None:
    found = complaints(good.replace("Turn `clear`", "Turn\r`clear`"))

    assert found == [
        "13:15: the line ends here with a carriage return alone; "
        "save the file with line ends LF or CRLF"
    ]


def test_a_text_of_a_thousand_lines_is_refused(
    good: str, complaints: Callable[[str], list[str]]
) -> None:
    found = complaints(good.replace("      `backward` **adds** to `.grad`.", "      x\n" * 1000))

    assert found == ["9:14: `explain` has more than 500 lines; split the step in two"]


def test_a_text_of_many_letters_is_refused(
    good: str, complaints: Callable[[str], list[str]]
) -> None:
    found = complaints(good.replace("`backward` **adds** to `.grad`.", "x" * 20_001))

    assert found == ["9:14: `explain` has more than 20000 characters; shorten it"]


def test_all_problems_of_a_file_are_told_at_once(
    good: str, complaints: Callable[[str], list[str]]
) -> None:
    text = (
        good.replace("minutes: 8", "minutes: eight")
        .replace("lr: {number: 0.5", "rate: {number: 0.5")
        .replace("answer: total", "answer: total +")
        .replace("literal: B", "litteral: B")
    )

    places = [complaint.split(": ")[0] for complaint in complaints(text)]

    assert places == ["4:10", "17:7", "71:5", "83:20"]


def test_a_step_of_the_wrong_form_hides_no_problem_of_another(
    good: str, complaints: Callable[[str], list[str]]
) -> None:
    text = good.replace("how: {choice: sum", "how: {choise: sum").replace(
        "answer: total", "answer: ("
    )

    found = complaints(text)

    assert [complaint.split(": ")[0] for complaint in found] == ["18:13", "83:13"]


def test_no_more_than_a_hundred_problems_are_listed(
    good: str, complaints: Callable[[str], list[str]]
) -> None:
    extra = "".join(f"field{number}: x\n" for number in range(500))

    found = complaints(extra + good)

    assert len(found) == 101
    assert found[-1] == "1:1: 400 further problems are not listed; mend these first"


def test_the_sentences_are_spoken_in_the_language_in_use(
    good: str, complaints: Callable[[str], list[str]]
) -> None:
    from tutor.language import use

    use("ko")

    found = complaints(good.replace("minutes: 8", "minutes: eight"))

    assert found == ["4:10: `minutes`는 정수여야 하는데 `eight`가 있어요; 8처럼 숫자로 쓰세요"]
