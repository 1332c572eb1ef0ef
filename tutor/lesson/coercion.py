"""Scalars that another YAML reader would not give back as they were typed.

The tutor takes every scalar as text. Editors, linters and scripts that read the same file with
YAML's own types do not: an answer `no` reaches them as False, `010` as 8. A plain scalar is named
here when YAML 1.1 or 1.2 makes of it a boolean, a null or a date, or a number that is spelled
otherwise than it was typed; `9` and `9.5` are not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from tutor.errors import Problem
from tutor.lesson.document import Document, Place
from tutor.lesson.nodes import read_document
from tutor.lesson.spot import Spot

ANSWERS = frozenset(("answer", "literal", "accept", "reject", "choices", "gives", "also"))
"""Keys whose text is an answer, or is compared with one."""


def coercible_scalars(path: Path) -> list[Problem]:
    """Return the plain scalars under answer-like keys that other readers turn into something else.

    Raises LessonError where the file cannot be read.
    """
    return coercible_in(read_document(path))


def coercible_in(document: Document) -> list[Problem]:
    """Return what `coercible_scalars` does, for a document that has been read."""
    found = list(_scalars(document))
    return sorted(found, key=lambda problem: (problem.line, problem.column))


def coerced(text: str) -> object:
    """Return what another YAML reader makes of a plain scalar; the text itself where it stays."""
    for pattern, value in _KINDS:
        if pattern.fullmatch(text):
            made = value(text)
            same = type(made) in (int, float) and str(made) == text
            return text if same else made
    return text


def _scalars(document: Document) -> Iterator[Problem]:
    for place, style in document.styles.items():
        if style == "" and not ANSWERS.isdisjoint(place):
            yield from _problem(document, place, document.node(place), key=False)
    for place in document.keys:
        if "choices" in place[:-1]:
            yield from _problem(document, place, place[-1], key=True)


def _problem(document: Document, place: Place, text: object, *, key: bool) -> Iterator[Problem]:
    made = coerced(str(text)) if text else text
    if made == text and type(made) is type(text):
        return
    quoted = '"' + str(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
    spot = Spot(document, place)
    yield spot.wrong("coercible", key=key, given=f"`{text}`", becomes=str(made), quoted=quoted)


def _whole(base: int) -> Callable[[str], object]:
    return lambda text: int(text.replace("_", ""), base)


def _sexagesimal(text: str) -> object:
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text.lstrip("+"))
    total = 0.0
    for part in digits.replace("_", "").split(":"):
        total = total * 60 + float(part)
    return sign * (total if "." in text else int(total))


def _decimal(text: str) -> object:
    return float(text.replace("_", ""))


def _decimal_word(text: str) -> object:
    return float(text.replace(".", ""))


def _nothing(_: str) -> object:
    return None


def _date(text: str) -> object:
    return f"the date {text}"


_TRUE = re.compile(r"yes|Yes|YES|true|True|TRUE|on|On|ON")

# Patterns of YAML 1.1's types (yaml.org/type) as PyYAML resolves them, and of YAML 1.2's core
# schema where that reads more: `1e-3`, `0o17`.
_KINDS: tuple[tuple[re.Pattern[str], Callable[[str], object]], ...] = (
    (
        re.compile(r"(?:yes|no|true|false|on|off|Yes|No|True|False|On|Off|YES|NO|TRUE|FALSE|ON|OFF)"),
        lambda text: bool(_TRUE.fullmatch(text)),
    ),
    (re.compile(r"~|null|Null|NULL"), _nothing),
    (re.compile(r"[-+]?0b[01][01_]*"), _whole(0)),
    (re.compile(r"[-+]?0x[0-9a-fA-F][0-9a-fA-F_]*"), _whole(0)),
    (re.compile(r"0o[0-7]+"), _whole(0)),
    (re.compile(r"[-+]?0[0-7_]+"), _whole(8)),
    (re.compile(r"[-+]?(?:0|[1-9][0-9_]{0,999})"), _whole(10)),
    (re.compile(r"[-+]?[1-9][0-9_]{0,99}(?::[0-5]?[0-9]){1,9}(?:\.[0-9_]*)?"), _sexagesimal),
    (
        re.compile(r"[-+]?(?:[0-9][0-9_]{0,99}\.[0-9_]{0,99}|\.[0-9]{1,99}|[0-9]{1,99})"
                   r"(?:[eE][-+]?[0-9]{1,9})?"),
        _decimal,
    ),
    (re.compile(r"[-+]?\.(?:inf|Inf|INF)"), _decimal_word),
    (re.compile(r"\.(?:nan|NaN|NAN)"), _decimal_word),
    (re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].{1,40})?"), _date),
)  # fmt: skip
