"""Lesson files: real ones with bytes flipped, lines moved, keys renamed and values swapped.

Most are cut down to their head and a few steps first, so that as many are read in a fifth of the
time. An input is one changed file that is loaded.
"""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.fuzz.surface import Failed
from tutor.errors import LessonError
from tutor.lesson.coercion import coercible_scalars
from tutor.lesson.load import load_lesson
from tutor.paths import shipped

ODD = [
    b"&a ", b"*a", b"!!int ", b"!!python/object/apply:os.system ", b"<<: ", b"- ", b"? ", b"[", b"]", b"{", b"}",
    b"|", b">", b"'", b'"', b":", b": ", b"#", b"%", b"@", b"`", b"\t", b"\r", b"\0", b"\xff", b"\xc2\x85", b"\n",
    b"\xe2\x80\xae", b"\xf4\x8f\xbf\xbf", b"---\n", b"...\n", b"\\", b"{passes}", b"0x", b"1e999", b"9" * 5000,
    b"[" * 30, b"- " * 30, b"\xef\xbb\xbf", b'"\\ud800"', b'"\\e]52;c;aGk=\\a"', b"2024-13-45", b"12:30:45", b"~",
    "한".encode(), b"(" * 300, b"lambda: " * 120, b"x" * 3000, b"-" * 300 + b"1", b"f'{{{0!r:>{1}}}}'",
]  # fmt: skip
KEY = re.compile(rb"^( *(?:- )?)([a-z_]+)(:.*)$")


class Lessons:
    """Loads changed lessons; whatever is wrong with one must be a LessonError with places."""

    name = "lessons"

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="tutor-fuzz-")

    def batch(self, dice: random.Random) -> int:
        check(Path(self._folder.name), dice)
        return 1


def check(folder: Path, dice: random.Random) -> None:
    """Load one changed lesson or translation; raises Failed."""
    lesson, translation = dice.choice(pairs())
    file = folder / lesson.name
    is_lesson = dice.random() < 0.9
    data = mutated(shortened(lesson, dice) if is_lesson else translation.read_bytes(), dice)
    file.write_bytes(data if is_lesson else lesson.read_bytes())
    if not is_lesson:
        (folder / translation.name).write_bytes(data)
    try:
        loaded(file, "en" if is_lesson else "ko", data)
    except Exception as error:
        raise Failed(data, error) from error


def loaded(file: Path, language: str, data: bytes) -> None:
    """Load a file that was changed to `data`; raises what it should not raise."""
    lines = data.count(b"\n") + data.count(b"\r") + 1
    try:
        load_lesson(file, language)
        coercible_scalars(file)
    except LessonError as error:
        if not error.problems:
            raise AssertionError("an error without a problem") from error
        for problem in error.problems:
            if not (0 <= problem.line <= lines and problem.column >= 0 and problem.message):
                raise AssertionError(f"a problem without a place: {problem}") from error


@cache
def pairs() -> tuple[tuple[Path, Path], ...]:
    """Return the lessons of the course, each with its translation."""
    files = sorted(shipped("lessons").rglob("*.ko.yaml"))
    found = [(file.with_name(file.name.replace(".ko.", ".")), file) for file in files]
    return tuple(pair for pair in found if pair[0].name != "course.yaml")


def shortened(lesson: Path, dice: random.Random) -> bytes:
    """Return a lesson with few of its steps, sometimes with all."""
    head, steps = parts(lesson)
    if dice.random() < 0.1:
        return lesson.read_bytes()
    kept = sorted(dice.sample(range(len(steps)), min(len(steps), dice.choice((1, 2, 3)))))
    return head + b"".join(steps[number] for number in kept)


@cache
def parts(lesson: Path) -> tuple[bytes, tuple[bytes, ...]]:
    """Return what stands before the steps of a lesson, and each of them."""
    head, begins, steps = lesson.read_bytes().partition(b"\nsteps:\n")
    return head + begins, tuple(re.split(rb"(?m)^(?=  - )", steps)[1:])


def mutated(data: bytes, dice: random.Random) -> bytes:
    """Return `data`, changed in one to four ways."""
    for _ in range(dice.choice((1, 1, 1, 2, 4))):
        data = dice.choice(WAYS)(data, dice) or b"x"
    return data


def flip(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 3, 20))):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def put_odd_text(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + dice.choice(ODD) + data[at + dice.randrange(9) :]


def cut(data: bytes, dice: random.Random) -> bytes:
    ends = sorted(dice.randrange(len(data) + 1) for _ in range(2))
    return data[: ends[0]] + data[ends[1] :]


def move_a_line(data: bytes, dice: random.Random) -> bytes:
    lines = data.split(b"\n")
    line = lines.pop(dice.randrange(len(lines)))
    lines.insert(dice.randrange(len(lines) + 1), b" " * dice.choice((0, 0, 2, 4)) + line)
    return b"\n".join(lines)


def repeat_lines(data: bytes, dice: random.Random) -> bytes:
    lines = data.split(b"\n")
    at = dice.randrange(len(lines))
    part = lines[at : at + dice.randrange(1, 12)]
    return b"\n".join([*lines[:at], *part * dice.choice((2, 2, 3, 200)), *lines[at:]])


def indent(data: bytes, dice: random.Random) -> bytes:
    lines = data.split(b"\n")
    at = dice.randrange(len(lines))
    lines[at] = b" " * dice.randrange(14) + lines[at].lstrip(b" ")
    return b"\n".join(lines)


def rename_a_key(data: bytes, dice: random.Random) -> bytes:
    keyed = _keyed(data)
    if not keyed:
        return data
    lines = data.split(b"\n")
    at, other = dice.choice(keyed), dice.choice(keyed)
    key = KEY.match(lines[at])
    name = KEY.match(lines[other])
    assert key is not None
    assert name is not None
    chosen = dice.choice((name[2], name[2][:-1], name[2] + b"s", b"", b"type", b"on", b"1"))
    lines[at] = key[1] + chosen + key[3]
    return b"\n".join(lines)


def swap_values(data: bytes, dice: random.Random) -> bytes:
    keyed = _keyed(data)
    if not keyed:
        return data
    lines = data.split(b"\n")
    first, second = dice.choice(keyed), dice.choice(keyed)
    one, two = KEY.match(lines[first]), KEY.match(lines[second])
    assert one is not None
    assert two is not None
    lines[first] = one[1] + one[2] + two[3]
    lines[second] = two[1] + two[2] + one[3]
    return b"\n".join(lines)


def put_a_value(data: bytes, dice: random.Random) -> bytes:
    keyed = _keyed(data)
    if not keyed:
        return data
    lines = data.split(b"\n")
    at = dice.choice(keyed)
    key = KEY.match(lines[at])
    assert key is not None
    lines[at] = key[1] + key[2] + b": " + dice.choice(ODD).replace(b"\n", b" ")
    return b"\n".join(lines)


def _keyed(data: bytes) -> list[int]:
    return [number for number, line in enumerate(data.split(b"\n")) if KEY.match(line)]


Way = Callable[[bytes, random.Random], bytes]
WAYS: tuple[Way, ...] = (
    flip, flip, put_odd_text, put_odd_text, cut, move_a_line, repeat_lines, indent, rename_a_key, swap_values,
    swap_values, put_a_value,
)  # fmt: skip
