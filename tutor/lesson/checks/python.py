"""Python in a lesson file: it must parse, and is never run here."""

from __future__ import annotations

import ast
import io
import keyword
import tokenize
import warnings
from collections.abc import Iterator

from tutor.errors import Problem
from tutor.lesson.spot import Spot

LIVE = "#>"
"""What a comment starts with whose expression is shown beside its line."""


def program_problems(spot: Spot, source: str) -> Iterator[Problem]:
    """Yield why the program at `spot` does not parse, or what its live comments have wrong."""
    found = syntax_error(source)
    if found is not None:
        yield _problem(spot, found, 1, 0)
        return
    for line, column, expression in _live_comments(source):
        wrong = syntax_error(expression, expression=True)
        if wrong is not None:
            yield spot.wrong_in_text("live", line, column, text=expression, words=wrong.msg)


def expression_problems(spot: Spot, text: str) -> Iterator[Problem]:
    """Yield why the expression at `spot` does not parse."""
    found = syntax_error(text, expression=True)
    if found is not None:
        yield _problem(spot, found, 1, 0)


def test_problems(spot: Spot, test: str) -> Iterator[Problem]:
    """Yield why a test, an expression or statements, does not parse."""
    found = syntax_error(test)
    if found is not None:
        yield _problem(spot, found, 1, 0)


def name_problems(spot: Spot, name: str) -> Iterator[Problem]:
    """Yield why `name` cannot be bound in a program."""
    if keyword.iskeyword(name):
        yield spot.wrong("keyword", key=True, name=name)
    elif name.startswith("__"):
        yield spot.wrong("dunder", key=True, name=name)


def syntax_error(text: str, *, expression: bool = False) -> SyntaxError | None:
    """Return why `text` is not Python; None where it is."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd escape such as "\d" is for the run to tell
            ast.parse(
                f"{text.strip()}\n" if expression else text, mode="eval" if expression else "exec"
            )
    except SyntaxError as error:
        return error
    except (ValueError, RecursionError, MemoryError):
        return SyntaxError("too deeply nested")
    return None


def _problem(spot: Spot, error: SyntaxError, line: int, column: int) -> Problem:
    line, column = max(1, error.lineno or 1), max(1, error.offset or 1)
    return spot.wrong_in_text("python", line, column, words=error.msg)


def _live_comments(source: str) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and expression of each live comment."""
    if LIVE not in source:
        return
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT and token.string.startswith(LIVE):
                line, column = token.start
                yield line, column + 1, token.string.removeprefix(LIVE).strip()
    except (tokenize.TokenError, IndentationError):
        return
