"""Live values: turns `#> expression` comments of a program into statements that record them.

Only the syntax tree changes; every statement keeps its line, and a recording statement catches
whatever its expression raises, so that the program does what it would do without them. An
expression that assigns, yields or awaits would not, and is refused.

Several expressions are parted by commas. Without an expression, `#>` means what the line assigns.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterable
from dataclasses import dataclass
from types import CodeType
from typing import Final

from tutor.runner.live_places import MARK, Comment, Place, Places, comments_of

RECORD: Final = "__live__"
"""Builtin the recording statements call as RECORD(watch number, value)."""
FAILED: Final = "__live_failed__"
"""Builtin they call as FAILED(watch number) while the exception is handled."""

_REFUSED = (ast.NamedExpr, ast.Yield, ast.YieldFrom, ast.Await)
_BAD = (SyntaxError, ValueError, MemoryError, RecursionError)


@dataclass(frozen=True, slots=True)
class Watch:
    """One `#>` expression, or why it cannot be recorded."""

    line: int
    expression: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class Instrumented:
    """A compiled program and the watches its recording statements name by number."""

    code: CodeType
    watches: tuple[Watch, ...] = ()


def compile_program(source: str, file: str, *, live: bool = True) -> Instrumented:
    """Compile `source`, with recording statements for its `#>` comments if `live`.

    Raises what `compile` raises for the program itself; a bad comment is only a watch with an
    error.
    """
    if not live or MARK not in source:
        return Instrumented(compile(source, file, "exec", dont_inherit=True))
    tree = ast.parse(source, file)
    comments = tuple(comments_of(source))
    watches = _insert(tree, comments)
    try:
        return Instrumented(compile(tree, file, "exec", dont_inherit=True), watches)
    except _BAD:
        return _without_culprits(source, file, comments)


def _without_culprits(source: str, file: str, comments: tuple[Comment, ...]) -> Instrumented:
    """Compile with only those comments that compile on their own; the rest get an error."""
    compile(source, file, "exec", dont_inherit=True)
    good: list[Comment] = []
    refused: list[Watch] = []
    for comment in comments:
        tree = ast.parse(source, file)
        watches = _insert(tree, (comment,))
        try:
            compile(tree, file, "exec", dont_inherit=True)
            good.append(comment)
        except _BAD as error:
            refused += [Watch(watch.line, watch.expression, _named(error)) for watch in watches]
    tree = ast.parse(source, file)
    watches = _insert(tree, good)
    code = compile(tree, file, "exec", dont_inherit=True)
    return Instrumented(code, (*watches, *refused))


def _named(error: BaseException) -> str:
    message = error.msg if isinstance(error, SyntaxError) else str(error)
    return f"{type(error).__name__}: {message}"


def _insert(tree: ast.Module, comments: Iterable[Comment]) -> tuple[Watch, ...]:
    """Put recording statements into `tree` and return their watches, numbered by position."""
    places = Places(tree)
    watches: list[Watch] = []
    work: list[tuple[Place, list[ast.stmt]]] = []
    for comment in comments:
        place = places.of(comment)
        try:
            wanted = _wanted(comment, place)
        except _BAD as error:
            watches.append(Watch(comment.line, comment.text, _named(error)))
            continue
        assert place is not None
        statements: list[ast.stmt] = []
        for text, expression in wanted:
            statements.append(_recording(len(watches), expression, comment.line))
            watches.append(Watch(comment.line, text))
        work.append((place, statements))
    for place, statements in work:
        at = next(i for i, statement in enumerate(place.block) if statement is place.anchor)
        at += place.after
        place.block[at:at] = statements
    return tuple(watches)


def _wanted(comment: Comment, place: Place | None) -> list[tuple[str, ast.expr]]:
    """Return the expressions a comment asks for with their texts; raises SyntaxError."""
    if place is None:
        raise SyntaxError("#> belongs at the end of a line of code")
    if not comment.text:
        if not place.assigned:
            raise SyntaxError("#> needs an expression on a line that assigns nothing")
        return [(ast.unparse(target), _loaded(target)) for target in place.assigned]
    expression = ast.parse(comment.text, mode="eval").body
    if any(isinstance(node, _REFUSED) for node in ast.walk(expression)):
        raise SyntaxError("a live value cannot assign, yield or await")
    if isinstance(expression, ast.Tuple) and not _in_brackets(comment.text):
        return [(_text(comment.text, part), part) for part in expression.elts]
    return [(_text(comment.text, expression), expression)]


def _text(source: str, node: ast.expr) -> str:
    return ast.get_source_segment(source, node) or ast.unparse(node)


def _in_brackets(text: str) -> bool:
    """Return whether one pair of parentheses encloses the whole expression."""
    depth = 0
    closed = False
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.OP and token.string in "([{":
            if closed:
                return False
            depth += 1
        elif token.type == tokenize.OP and token.string in ")]}":
            depth -= 1
            closed = depth == 0
        elif depth == 0 and token.string.strip() and token.type != tokenize.COMMENT:
            return False
    return closed


def _loaded(target: ast.expr) -> ast.expr:
    """Return a copy of an assignment's target that reads it."""
    return ast.parse(ast.unparse(target), mode="eval").body


def _recording(number: int, expression: ast.expr, line: int) -> ast.stmt:
    """Return `try: RECORD(number, expression)` / `except BaseException: FAILED(number)`."""

    def call(name: str, *arguments: ast.expr) -> list[ast.stmt]:
        function = ast.Name(name, ast.Load())
        return [ast.Expr(ast.Call(function, [ast.Constant(number), *arguments], []))]

    caught = ast.ExceptHandler(ast.Name("BaseException", ast.Load()), None, call(FAILED))
    statement = ast.Try(call(RECORD, expression), [caught], [], [])
    for node in ast.walk(statement):
        if isinstance(node, ast.expr | ast.stmt | ast.excepthandler):
            node.lineno = node.end_lineno = line
            node.col_offset = node.end_col_offset = 0
    return statement
