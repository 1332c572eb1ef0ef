"""Exceptions and warnings of a learner's program as records, cut to the program's own lines."""

from __future__ import annotations

import linecache
import sys
import traceback
import types
from collections.abc import Callable
from typing import Final, TypeVar

from tutor.probes.facts import facts as facts_of
from tutor.probes.near import near
from tutor.records.messages import Fact, Frame, Raised, Warned

Told = TypeVar("Told")

FILE: Final = "<experiment>"
"""What the program's file is called in tracebacks."""
MOST_FRAMES: Final = 20
MOST_MESSAGE: Final = 4000
"""Characters of an exception's or warning's text that are sent."""
MOST_LINE: Final = 300


def remember_source(source: str, file: str = FILE) -> None:
    """Let tracebacks and `inspect` find the lines of the program."""
    lines = source.splitlines(keepends=True)
    linecache.cache[file] = (len(source), None, lines, file)


def raised(error: BaseException, file: str = FILE) -> Raised:
    """Return the record of `error`, its traceback cut to lines of `file`, outermost first."""
    bases = tuple(cls.__name__ for cls in type(error).__mro__[1:-1])
    name = type(error).__name__
    if isinstance(error, SyntaxError) and error.filename == file and error.lineno:
        line = Frame(error.lineno, "", (error.text or "").rstrip("\n")[:MOST_LINE])
        return Raised(name, cut(str(error.msg)), (line,), bases, error.offset or None)
    known: tuple[Fact, ...] = _told(lambda: facts_of(error, file), ())
    return Raised(
        name,
        text_of(error),
        frames(error, file),
        bases,
        facts=known,
        near=_told(lambda: near(error), ""),
    )


def _told(tell: Callable[[], Told], nothing: Told) -> Told:
    """Return what can be told beside an exception; it never takes the place of the exception."""
    try:
        return tell()
    except KeyboardInterrupt:
        raise
    except BaseException:  # noqa: BLE001 (it looks at the learner's own objects)
        return nothing


def frames(error: BaseException, file: str = FILE) -> tuple[Frame, ...]:
    """Return the entries of the traceback that lie in `file`: the first ones and the last."""
    found = [
        Frame(
            line or 0,
            entry.f_code.co_name,
            linecache.getline(file, line or 0).rstrip("\n")[:MOST_LINE],
        )
        for entry, line in traceback.walk_tb(error.__traceback__)
        if entry.f_code.co_filename == file
    ]
    if len(found) > MOST_FRAMES:
        half = MOST_FRAMES // 2
        found = found[:half] + found[-half:]
    return tuple(found)


def text_of(error: BaseException) -> str:
    """Return what `error` says, also where its own __str__ fails."""
    return cut(_text(error))


def _text(thing: object) -> str:
    try:
        text = str(thing)
        return text if type(text) is str else str.__str__(text)
    except Exception as error:  # noqa: BLE001 (__str__ is the learner's program)
        return f"<{type(thing).__name__}: {type(error).__name__}>"


def cut(text: str) -> str:
    """Return `text` with its middle left out where it is long."""
    if len(text) <= MOST_MESSAGE:
        return text
    half = MOST_MESSAGE // 2
    return f"{text[:half]} … {text[-half:]}"


def warned(message: Warning | str, category: type[Warning], filename: str, line: int) -> Warned:
    """Return the record of a warning, with the line of the program that led to it."""
    text = cut(_text(message))
    return Warned(category.__name__, text, line if filename == FILE else _line_of_program())


def _line_of_program() -> int | None:
    frame: types.FrameType | None = sys._getframe(1)  # noqa: SLF001 (the way to the caller's line)
    while frame is not None:
        if frame.f_code.co_filename == FILE:
            return frame.f_lineno
        frame = frame.f_back
    return None
