"""Typed Python: an expression or a few lines. It is only parsed here; a child process runs it."""

from __future__ import annotations

import ast
import warnings

from tutor.answers.base import Asked, Comparison, Kind, Reading, unreadable, wrong
from tutor.answers.values import compare_values
from tutor.display import show_line
from tutor.language import say
from tutor.records.values import Plain, Value

_BAD = (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError)


def read_expression(text: str, asked: Asked) -> Reading:
    """Return the source of one expression."""
    tree, problem = _parsed(text, "eval")
    if tree is None:
        if _parsed(text, "exec")[0] is not None:
            return unreadable(text, say("answers.expression_not_statement"))
        return unreadable(text, problem)
    refusal = _refusal(tree, asked)
    if refusal:
        return unreadable(text, refusal)
    return Reading(text, text, say("answers.expression", value=show_line(text)))


def read_code(text: str, asked: Asked) -> Reading:
    """Return the source of a program."""
    tree, problem = _parsed(text, "exec")
    if tree is None:
        return unreadable(text, problem)
    refusal = _refusal(tree, asked)
    if refusal:
        return unreadable(text, refusal)
    return Reading(text, text, say("answers.code", lines=text.count("\n") + 1))


def _parsed(text: str, mode: str) -> tuple[ast.AST | None, str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text, "<answer>", mode), ""
    except SyntaxError as error:
        line, column = error.lineno or 1, error.offset or 1
        said = show_line(error.msg or "")
        return None, say("answers.syntax", line=line, column=column, message=said)
    except _BAD:
        return None, say("answers.syntax_deep")


def _refusal(tree: ast.AST, asked: Asked) -> str:
    """Return why a name that is used may not be, or ""."""
    for node in ast.walk(tree):
        name = ""
        if isinstance(node, ast.Name):
            name = node.id
        elif isinstance(node, ast.Attribute):
            name = node.attr
        elif isinstance(node, ast.alias):
            name = node.name
        if name in asked.forbid:
            return say("answers.forbidden", name=name)
    return ""


def compare(reading: Reading, key: Value, asked: Asked) -> Comparison:
    """Return wrong: what was typed has to be run first, and its value compared."""
    del reading, key, asked
    return wrong()


def key_of(text: str, asked: Asked) -> Value:
    """Return the source of a literal."""
    del asked
    return Plain(text)


def spell(value: Value, asked: Asked) -> str:
    """Return the key's expression, or its source where it has none."""
    if asked.subject:
        return asked.subject.strip()
    return str(value.value) if isinstance(value, Plain) else ""


EXPRESSION = Kind(read_expression, compare, key_of, spell, longest=2000, is_code=True)
CODE = Kind(read_code, compare, key_of, spell, longest=20_000, is_code=True)

__all__ = ["CODE", "EXPRESSION", "compare_values"]
