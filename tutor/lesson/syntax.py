"""What the YAML parser says of a broken file, in words an author can act on."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from tutor.display import show_line
from tutor.errors import Problem
from tutor.language import say

# What libyaml and PyYAML's own parser say → the sentence, and whether the place that matters is
# where the construct began (its context) and not where it failed.
_KNOWN: tuple[tuple[str, str, bool], ...] = (
    (r"mapping values are not allowed", "colon", False),
    (r"found unexpected end of stream|unexpected document separator", "unclosed_quote", True),
    (r"unknown escape character|hexdecimal|hexadecimal|invalid Unicode", "escape", True),
    (r"expected ',' or '[]}]'", "unclosed_bracket", True),
    (r"could not find expected ':'", "no_colon", True),
    (r"block sequence entries are not allowed", "dash", False),
    (r"tab character", "tab", False),
    (r"expected '-' indicator", "no_dash", False),
    (r"expected comment or line break|expected chomping", "block", False),
    (r"document start|document end", "second_start", False),
    (r"while scanning an (alias|anchor)", "ampersand", True),
    (r"expected (the )?node content", "no_content", False),
    (r"did not find expected key|expected <block end>", "unexpected", False),
)


def syntax_problem(
    path: Path, text: str, error: Exception, quote: tuple[int, int, int] = (0, 0, 0)
) -> Problem:
    """Return the problem that the parser's `error` stands for.

    `quote` is where the last quotation mark was opened (line and column), and the line on which
    it was closed: an error on that line is most likely about that mark.
    """
    if not isinstance(error, yaml.MarkedYAMLError):
        words = show_line(str(error), columns=120)
        return Problem(path, 0, 0, say("lesson.yaml", words=words), say("lesson.yaml_hint"))
    said = f"{error.context or ''}: {error.problem or ''}"
    found = next((known for known in _KNOWN if re.search(known[0], said)), None)
    mark = error.problem_mark
    if found is not None and found[2] and error.context_mark is not None:
        mark = error.context_mark
    line, column = _inside(text, mark.line, mark.column) if mark is not None else (0, 0)
    if found is not None and found[1] in ("unexpected", "colon") and _ends_on(quote, line + 1):
        message = say("lesson.long_quote", end=quote[2])
        return Problem(path, quote[0], quote[1], message, say("lesson.long_quote_hint"))
    name, hint = _named(text, line, column, said, found[1] if found is not None else "yaml")
    words = show_line(error.problem or "", columns=120)
    values = {"words": words, "character": hint}
    message = say(f"lesson.{name}", **values)
    return Problem(path, line + 1, column + 1, message, say(f"lesson.{name}_hint", **values))


def _inside(text: str, line: int, column: int) -> tuple[int, int]:
    """Return the place, or the end of the text where the parser names a line behind it."""
    lines = text.split("\n")
    return (line, column) if line < len(lines) else (len(lines) - 1, len(lines[-1]))


def _ends_on(quote: tuple[int, int, int], line: int) -> bool:
    return quote[0] < quote[2] == line


def _named(text: str, line: int, column: int, said: str, name: str) -> tuple[str, str]:
    """Return the sentence for a place and the character that stands there."""
    lines = text.split("\n")
    rest = lines[line][column:] if line < len(lines) else ""
    if "cannot start any token" in said:
        return ("tab", "") if rest.startswith("\t") else ("odd_start", rest[:1])
    if name in ("unexpected", "no_dash") and "\t" in lines[min(line, len(lines) - 1)][:column]:
        return "tab", ""
    return name, rest[:1]
