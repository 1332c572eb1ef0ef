"""From a path to its text: a regular file of bounded size in UTF-8, or the Problem it is.

A course may come from anyone, so nothing is opened that can block or never ends, and no text
goes on that holds a character which acts on a terminal.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from tutor.errors import LessonError, Problem
from tutor.language import say


class Quoted(str):
    """Text that stood in quotation marks or in a block: it stays text where a number may stand."""

    __slots__ = ()


MOST_BYTES = 512 * 1024
"""Bytes of one course or lesson file."""

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17)
)
_REFUSED = re.compile(
    f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff{_BIDI}{_NONCHARACTERS}]"
)


def read_text(path: Path) -> str:
    """Return the text of a file, line ends as `\\n`; raises LessonError.

    Refused are: what is not a regular file, more than MOST_BYTES, text that is not UTF-8 (one
    byte order mark is dropped), and characters that `refused_character` names.
    """
    text = _decoded(path, _bytes(path)).replace("\r\n", "\n")
    found = refused_character(text)
    if found is not None:
        character, position = found
        raise _problem(path, text[:position], *_acting(character))
    return text


def refused_character(text: str) -> tuple[str, int] | None:
    """Return the first character that acts on a terminal or is none at all, and its position.

    These are control characters other than newline and tab, surrogates, noncharacters, marks that
    change the direction of writing, and line ends that are no newline.
    """
    if text.isascii() and text.replace("\n", "").replace("\t", "").isprintable():
        return None
    match = _REFUSED.search(text)
    return None if match is None else (match.group(), match.start())


def code_point(character: str) -> str:
    """Return the name of a character that cannot be shown: `U+001B`."""
    return f"U+{ord(character):04X}"


class NotRegular(ValueError):
    """What is to be read is a folder, a device or a pipe."""


class TooBig(ValueError):
    """What is to be read is larger than anything of its kind."""


def regular_bytes(path: Path, most: int) -> bytes:
    """Return what a regular file holds; raises OSError, NotRegular or TooBig and never waits."""
    # O_NONBLOCK: opening a FIFO without a writer must not wait.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    descriptor = os.open(path, flags | getattr(os, "O_BINARY", 0))
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise NotRegular
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            data = file.read(most + 1)
    finally:
        os.close(descriptor)
    if len(data) > most:
        raise TooBig
    return data


def _bytes(path: Path) -> bytes:
    try:
        return regular_bytes(path, MOST_BYTES)
    except NotRegular as error:
        raise LessonError((_whole(path, "not_a_file"),)) from error
    except TooBig as error:
        raise LessonError((_whole(path, "too_big"),)) from error
    except FileNotFoundError as error:
        raise LessonError((_whole(path, "no_file"),)) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise LessonError((_whole(path, "unopened", reason=reason),)) from error


def _decoded(path: Path, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]:
        raise LessonError((_whole(path, "utf16"),))
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").replace("\r\n", "\n")
        message = say("lesson.not_utf8", byte=f"0x{data[error.start]:02X}")
        raise _problem(path, before, message, say("lesson.utf8_hint")) from error


def _acting(character: str) -> tuple[str, str]:
    if character == "\r":
        return say("lesson.bare_return"), say("lesson.bare_return_hint")
    message = say("lesson.character", character=code_point(character))
    return message, say("lesson.character_hint")


def _problem(path: Path, before: str, message: str, hint: str) -> LessonError:
    """Return the error of a place that has `before` in front of it."""
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return LessonError((Problem(path, line, column, message, hint),))


def _whole(path: Path, name: str, **values: object) -> Problem:
    """Return a problem of the file as a whole."""
    values |= {"kilobytes": MOST_BYTES // 1024}
    return Problem(
        path, 0, 0, say(f"lesson.{name}", **values), say(f"lesson.{name}_hint", **values)
    )
