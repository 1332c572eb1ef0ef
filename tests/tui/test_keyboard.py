"""Whatever a terminal sends is a key, a paste or nothing; what follows it is read all the same."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.geometry import Size
from textual.message import Message

from tutor.tui import keyboard
from tutor.tui.keyboard import MOST_COLUMNS, MOST_PASTED, MOST_ROWS, Keyboard

START, END = b"\x1b[200~", b"\x1b[201~"
PARTS = [
    b"\x1b[", b"\x1b", b"\x1bO", b"[", b"200~", b"201~", b"48;", b"9" * 20, b";", b":", b"t", b"M", b"m", b"<", b"R",
    b"u", b"?", b"2048;", b"$y", b"1", b"27", b"A", b"~", b"\x00", b"\x9b", b"\xed\xa0\x80", b"\x7f", b"\r", b"O", b"I",
    b"-1", b"1114112", b"57344", b"\xff", "한".encode(),
]  # fmt: skip


def read(board: Keyboard, *chunks: bytes) -> list[Message]:
    return [event for chunk in chunks for event in board.feed(chunk)]


def typed(found: list[Message]) -> str:
    return "".join(event.character or "" for event in found if isinstance(event, events.Key))


def pastes(found: list[Message]) -> list[str]:
    return [event.text for event in found if isinstance(event, events.Paste)]


def wait(seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `seconds` pass for the keyboard and for Textual's parser."""
    later = time.monotonic() + seconds
    monkeypatch.setattr(keyboard.time, "monotonic", lambda: later)
    monkeypatch.setattr("textual._parser.get_time", lambda: later)


@pytest.mark.parametrize(
    "bad",
    [
        b"\x1b[1114112R",
        b"\x1b[99999999999999999999R",
        b"\x1b[:1~",
        b"\x1b[48;5;5;0;0t\x1b[48;0;0;0;0t\x1b[<0;3;4M",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b"\xe2\x82",
    ],
)
def test_what_follows_malformed_bytes_is_read(bad: bytes) -> None:
    found = read(Keyboard(), b"ab" + bad + b"cd")

    assert typed(found).replace("\ufffd", "") == "abcd"


@given(st.lists(st.sampled_from(PARTS), max_size=14), st.randoms(use_true_random=False))
def test_any_bytes_in_any_pieces_are_taken(parts: list[bytes], dice: random.Random) -> None:
    data = b"".join(parts)
    cuts = sorted(dice.randrange(len(data) + 1) for _ in range(3))
    board = Keyboard()

    found = read(board, data[: cuts[0]], data[cuts[0] : cuts[1]], data[cuts[1] :])

    sizes = [event.size for event in found if isinstance(event, events.Resize)]
    assert all(1 <= w <= MOST_COLUMNS and 1 <= h <= MOST_ROWS for w, h in sizes)


@given(st.binary(max_size=40).filter(lambda data: b"\x1b[201~" not in data), st.integers(0, 60))
def test_a_paste_is_one_event_however_it_arrives(pasted: bytes, cut: int) -> None:
    data = b"a" + START + pasted + END + b"b"

    found = read(Keyboard(), data[:cut], data[cut:])

    assert pastes(found) == [pasted.decode("utf-8", "replace")]
    assert typed(found) == "ab"


def test_sequences_in_a_paste_are_no_keys() -> None:
    found = read(Keyboard(), START + b"\x1b[31mred\x07 \x1b]52;c;aGk=\x07\r" + END)

    assert pastes(found) == ["\x1b[31mred\x07 \x1b]52;c;aGk=\x07\r"]
    assert typed(found) == ""


def test_a_paste_that_never_ends_ends_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    board = Keyboard()
    read(board, START + b"x" * 10)
    wait(2, monkeypatch)

    found = [*board.tick(), *board.feed(b"typed")]

    assert pastes(found) == ["x" * 10]
    assert typed(found) == "typed"


def test_an_endless_paste_is_cut() -> None:
    found = read(Keyboard(), START, *[b"x" * 100_000] * 30, END)

    assert pastes(found) == ["x" * MOST_PASTED]


@pytest.mark.parametrize("held", [b"\x1b", b"\x1b[", b"\x1b[2", b"\x1b[20"])
def test_an_escape_alone_is_the_key_after_a_moment(
    held: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = Keyboard()
    before = read(board, held)
    wait(0.2, monkeypatch)

    found = list(board.tick())

    assert before == []
    assert isinstance(found[0], events.Key)
    assert board.wait is None


def test_nothing_half_read_needs_no_waiting() -> None:
    board = Keyboard()

    read(board, b"abc\x1b[A\x1b[200~x\x1b[201~")

    assert board.wait is None


@pytest.mark.parametrize(
    ("said", "drawn"),
    [
        (b"48;24;80;0;0", Size(80, 24)),
        (b"48;100000;100000;1;1", Size(MOST_COLUMNS, MOST_ROWS)),
        (b"48;0;0;0;0", Size(1, 1)),
    ],
)
def test_a_size_that_cannot_be_drawn_is_bounded(said: bytes, drawn: Size) -> None:
    found = read(Keyboard(), b"\x1b[" + said + b"t")

    assert [event.size for event in found if isinstance(event, events.Resize)] == [drawn]
