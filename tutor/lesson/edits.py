"""Edits: how a program becomes the one a misconception believes in.

A text is looked for in the lines of the program without regard to how far they are indented, and
what takes its place is indented as they are.

- `replace` acts on every place where the text stands. A text of one line may be part of a line;
  where it begins or ends with a letter, digit or underscore it stands there as a whole word. A
  text of several lines is so many whole lines.
- `drop` takes away every line that is the text (a comment behind it does not count), or the one
  line that contains it. A block that would be left without a statement gets `pass`.
- `insert` needs exactly one line to stand `before` or `after`. After a line that opens a block
  the text becomes the first of that block.
- `set` changes no line; `settings_of` returns it.
"""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from tutor.errors import TutorError
from tutor.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tutor.lesson.model import Edit
    from tutor.records.job import Setting


class EditError(TutorError):
    """A text that an edit acts on does not occur in the program, or stands in several lines."""

    def __init__(self, text: str, message: str) -> None:
        super().__init__(message)
        self.text = text


def apply(source: str, edits: Iterable[Edit]) -> str:
    """Return `source` with each edit made in turn; raises EditError."""
    lines = source.split("\n")
    for edit in edits:
        if edit.replace is not None:
            lines = _replaced(lines, edit.replace, edit.with_ or "")
        elif edit.drop is not None:
            lines = _dropped(lines, edit.drop)
        elif edit.insert is not None:
            beside = edit.after if edit.after is not None else edit.before
            lines = _inserted(lines, edit.insert, beside or "", after=edit.after is not None)
    return "\n".join(lines)


def settings_of(edits: Iterable[Edit]) -> dict[str, Setting]:
    """Return the settings that the edits change; a later one counts."""
    settings: dict[str, Setting] = {}
    for edit in edits:
        settings |= edit.set or {}
    return settings


def _replaced(lines: list[str], old: str, new: str) -> list[str]:
    old, new = _text(old), _text(new)
    if "\n" in old:
        starts = _blocks(lines, old)
        if not starts:
            raise _absent(old)
        count = old.count("\n") + 1
        for start in reversed(starts):
            lines = [*lines[:start], *_indented(new, lines[start]), *lines[start + count :]]
        return lines
    pattern = _words(old)
    if not any(pattern.search(line) for line in lines):
        raise _absent(old)
    return [part for line in lines for part in _within(line, pattern, new)]


def _within(line: str, pattern: re.Pattern[str], new: str) -> list[str]:
    """Return the line or lines that a line becomes when `new` stands for each match in it."""
    if not pattern.search(line):
        return [line]
    indent = _indent(line)
    made = pattern.sub(lambda _: new.replace("\n", f"\n{indent}"), line)
    return made.split("\n") if made.strip() else []


def _dropped(lines: list[str], text: str) -> list[str]:
    text = _text(text)
    count = text.count("\n") + 1
    starts = _found(lines, text)
    if not starts:
        raise _absent(text)
    if len(starts) > 1 and not _blocks(lines, text):
        raise _ambiguous(text, starts)
    for start in reversed(starts):
        rest = [*lines[:start], *lines[start + count :]]
        if _leaves_empty_block(rest, start):
            rest.insert(start, f"{_indent(lines[start])}pass")
        lines = rest
    return lines


def _inserted(lines: list[str], text: str, beside: str, *, after: bool) -> list[str]:
    text, beside = _text(text), _text(beside)
    starts = _found(lines, beside)
    if not starts:
        raise _absent(beside)
    if len(starts) > 1:
        raise _ambiguous(beside, starts)
    first = starts[0]
    if not after:
        return [*lines[:first], *_indented(text, lines[first]), *lines[first:]]
    last = first + beside.count("\n")
    made = _indented(text, _block_line(lines, last))
    return [*lines[: last + 1], *made, *lines[last + 1 :]]


def _found(lines: list[str], text: str) -> list[int]:
    """Return the lines that are the text, or failing that those that contain it."""
    starts = _blocks(lines, text)
    if starts or "\n" in text:
        return starts
    pattern = _words(text)
    return [number for number, line in enumerate(lines) if pattern.search(line)]


def _blocks(lines: list[str], text: str) -> list[int]:
    """Return where runs of lines stand that are the lines of `text`, none overlapping."""
    wanted = text.split("\n")
    starts: list[int] = []
    for start in range(len(lines) - len(wanted) + 1):
        free = not starts or start >= starts[-1] + len(wanted)
        if free and all(_is(lines[start + i], line) for i, line in enumerate(wanted)):
            starts.append(start)
    return starts


def _is(line: str, text: str) -> bool:
    line, text = line.strip(), text.strip()
    if line == text:
        return True
    rest = line[len(text) :].lstrip() if text and line.startswith(text) else ""
    return rest.startswith("#")


def _words(text: str) -> re.Pattern[str]:
    before = r"(?<!\w)" if re.match(r"\w", text) else ""
    after = r"(?!\w)" if re.search(r"\w\Z", text) else ""
    return re.compile(before + re.escape(text) + after)


def _text(text: str) -> str:
    """Return a text of an edit without the indentation and empty lines around it."""
    return textwrap.dedent(text).strip("\n").rstrip() if "\n" in text.strip() else text.strip()


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _indented(text: str, like: str) -> list[str]:
    indent = _indent(like)
    return [f"{indent}{line}" if line.strip() else "" for line in text.split("\n")]


def _block_line(lines: list[str], number: int) -> str:
    """Return the line whose indentation belongs behind line `number`."""
    if _opens_block(lines[number]):
        inner = next((line for line in lines[number + 1 :] if line.strip()), "")
        if len(_indent(inner)) > len(_indent(lines[number])):
            return inner
    return lines[number]


def _opens_block(line: str) -> bool:
    return re.search(r":\s*(#.*)?$", line) is not None


def _leaves_empty_block(lines: list[str], number: int) -> bool:
    """Tell whether the line above `number` opens a block and nothing follows inside it."""
    above = next((line for line in reversed(lines[:number]) if _is_code(line)), "")
    below = next((line for line in lines[number:] if _is_code(line)), "")
    return _opens_block(above) and len(_indent(below)) <= len(_indent(above))


def _is_code(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _absent(text: str) -> EditError:
    return EditError(text, say("lesson.edit_absent", text=text))


def _ambiguous(text: str, starts: list[int]) -> EditError:
    numbers = ", ".join(str(start + 1) for start in starts)
    return EditError(text, say("lesson.edit_ambiguous", text=text, lines=numbers))
