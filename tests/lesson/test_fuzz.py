"""Whatever bytes a lesson file holds, there comes of it a lesson or a LessonError with places."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.errors import LessonError
from tutor.lesson.coercion import coercible_scalars
from tutor.lesson.load import load_lesson

GOOD = (Path(__file__).with_name("zero-grad.yaml")).read_bytes()
LINES = GOOD.splitlines(keepends=True)
ODD = [
    b"&a ", b"*a", b"!!int ", b"<<: ", b"- ", b"? ", b"[", b"]", b"{", b"}", b"|", b">", b"'", b'"',
    b":", b": ", b"#", b"%", b"@", b"`", b"\t", b"\r", b"\0", b"\xff", b"\xc2\x85", b"\xe2\x80\xae",
    b"\xf4\x8f\xbf\xbf", b"---\n", b"...\n", b"\\", b"{passes}", b"0x", b"1e999", b"9" * 400,
]  # fmt: skip


def check(file: Path, data: bytes) -> None:
    """Load `data`; whatever is wrong with it must be a LessonError whose problems have places."""
    file.write_bytes(data)
    count = data.count(b"\n") + data.count(b"\r") + 1
    try:
        load_lesson(file)
        coercible_scalars(file)
    except LessonError as error:
        assert error.problems  # noqa: PT017 (not to raise is right as well)
        for problem in error.problems:
            assert 0 <= problem.line <= count
            assert problem.column >= 0
            assert problem.message


def flipped(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 1, 2, 5))):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def test_flipped_bits_give_a_lesson_or_a_lesson_error(file: Path) -> None:
    dice = random.Random(7)

    for _ in range(800):
        check(file, flipped(GOOD, dice))


@pytest.mark.slow
def test_thousands_of_flipped_bits_give_a_lesson_or_a_lesson_error(file: Path) -> None:
    dice = random.Random(11)

    for _ in range(5_000):
        check(file, flipped(GOOD, dice))


@settings(max_examples=300)
@given(place=st.integers(0, len(GOOD)), odd=st.sampled_from(ODD), cut=st.integers(0, 8))
def test_odd_text_anywhere_gives_a_lesson_or_a_lesson_error(
    file: Path, place: int, odd: bytes, cut: int
) -> None:
    check(file, GOOD[:place] + odd + GOOD[place + cut :])


@settings(max_examples=200)
@given(data=st.data())
def test_lines_left_out_moved_and_indented_give_a_lesson_or_a_lesson_error(
    file: Path, data: st.DataObject
) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 3))):
        line = lines.pop(data.draw(st.integers(0, len(lines) - 1)))
        indent = b" " * data.draw(st.integers(0, 4))
        if data.draw(st.booleans()):
            lines.insert(data.draw(st.integers(0, len(lines))), indent + line)

    check(file, b"".join(lines))


@settings(max_examples=100)
@given(data=st.binary(max_size=200))
def test_any_bytes_give_a_lesson_error(file: Path, data: bytes) -> None:
    check(file, data)


def test_a_file_cut_anywhere_gives_a_lesson_or_a_lesson_error(file: Path) -> None:
    for end in range(0, len(GOOD), 7):
        check(file, GOOD[:end])
