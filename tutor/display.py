"""The one function every foreign string passes before it reaches a terminal.

Foreign is whatever we did not write as a literal: lesson text, titles, typed answers, output of
an experiment, exception texts, file names. What comes out holds no character that acts on a
terminal: each such character is replaced by a visible mark.
"""

from __future__ import annotations

import re
import unicodedata

MOST_MARKS = 8
"""Combining marks kept on one character; more of them climb over the lines above."""

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_ACTING = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufeff{_BIDI}]")
_STACKED = re.compile(
    f"(?:(?![\u3099\u309a])[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a"
    f"\u064b-\u065f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff"
    f"\u20d0-\u20ff\ufe20-\ufe2f]){{{MOST_MARKS + 1},}}"
)


def show(text: str, *, lines: int | None = None, columns: int | None = None) -> str:
    """Return `text` with every acting character made visible, cut to `lines` and `columns`.

    Newlines and tabs stay. What is cut is replaced by `…`. Columns count characters, as a guard
    against endless lines; the view that draws the text folds or cuts by width.
    """
    if lines is not None or columns is not None:
        text = _cut(text, lines, columns)
    if text.isascii() and text.isprintable():
        return text
    text = _ACTING.sub(_mark, text.replace("\r\n", "\n"))
    return _STACKED.sub(lambda run: run.group()[:MOST_MARKS], text)


def show_line(text: str, *, columns: int = 200) -> str:
    """Return `text` as one line: as `show`, with newlines and tabs folded to spaces."""
    return show(" ".join(text[: 4 * columns].split()), columns=columns)


def _mark(match: re.Match[str]) -> str:
    character = match.group()
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return f"U+{code:04X}"


def _cut(text: str, lines: int | None, columns: int | None) -> str:
    rows = text.split("\n", lines) if lines is not None else text.split("\n")
    if lines is not None and len(rows) > lines:
        rows = [*rows[:lines], "…"]
    if columns is not None:
        rows = [row if len(row) <= columns else row[: columns - 1] + "…" for row in rows]
    return "\n".join(rows)


def plain(text: str) -> str:
    """Return `text` in NFC with line ends as `\\n`, as everything typed is kept."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
