"""Live values: turns `#> expression` comments of a program into statements that record them.

Only the syntax tree changes; every statement keeps its line, and a recording statement catches
whatever its expression raises, so that the program does what it would do without them. An
expression that assigns, yields or awaits would not, and is refused.

After a simple statement the value is taken when it has run; on `return`, `raise`, `break` and
`continue` before it; on the header of a compound statement each time its body is entered.
Several expressions are parted by commas. Without an expression, `#>` means what the line assigns.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import CodeType
from typing import Final, TypeAlias

MARK: Final = "#>"
RECORD: Final = "__live__"
"""Builtin the recording statements call as RECORD(watch number, value)."""
FAILED: Final = "__live_failed__"
"""Builtin they call as FAILED(watch number) while the exception is handled."""

_JUMPS = (ast.Return, ast.Raise, ast.Break, ast.Continue)
_COMPOUND = (
    ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.TryStar,
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Match,
)  # fmt: skip
_REFUSED = (ast.NamedExpr, ast.Yield, ast.YieldFrom, ast.Await)
_BAD = (SyntaxError, ValueError, MemoryError, RecursionError)

Block: TypeAlias = list[ast.stmt]


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


@dataclass(frozen=True, slots=True)
class _Comment:
    line: int
    text: str
    """What follows the mark."""
    header: bool
    """Whether the code before it ends with a colon."""
    alone: bool
    """Whether there is no code before it."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a recording statement goes: before index `index` of `block`."""

    block: Block
    anchor: ast.stmt
    after: bool
    assigned: tuple[ast.expr, ...] = ()
    """What an empty comment here stands for."""


def compile_program(source: str, file: str, *, live: bool = True) -> Instrumented:
    """Compile `source`, with recording statements for its `#>` comments if `live`.

    Raises what `compile` raises for the program itself; a bad comment is only a watch with an
    error.
    """
    tree = ast.parse(source, file)
    if not live or MARK not in source:
        return Instrumented(compile(tree, file, "exec", dont_inherit=True))
    comments = tuple(_comments(source))
    watches = _insert(tree, comments)
    try:
        return Instrumented(compile(tree, file, "exec", dont_inherit=True), watches)
    except _BAD:
        return _without_culprits(source, file, comments)


def _without_culprits(source: str, file: str, comments: tuple[_Comment, ...]) -> Instrumented:
    """Compile with only those comments that compile on their own; the rest get an error."""
    compile(source, file, "exec", dont_inherit=True)
    good: list[_Comment] = []
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


def _comments(source: str) -> Iterator[_Comment]:
    """Yield the `#>` comments; a `#>` inside a string is none."""
    last = ""
    last_line = 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        line = token.start[0]
        if token.type == tokenize.COMMENT:
            if token.string.startswith(MARK):
                text = token.string.removeprefix(MARK).strip()
                alone = last_line != line
                yield _Comment(line, text, last == ":" and not alone, alone)
        elif token.string.strip():
            last, last_line = token.string, token.end[0]


def _insert(tree: ast.Module, comments: Iterable[_Comment]) -> tuple[Watch, ...]:
    """Put recording statements into `tree` and return their watches, numbered by position."""
    places = _Places(tree)
    watches: list[Watch] = []
    work: list[tuple[_Place, list[ast.stmt]]] = []
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


def _wanted(comment: _Comment, place: _Place | None) -> list[tuple[str, ast.expr]]:
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


class _Places:
    """Finds, for the comments of one tree, the block and statement they belong to."""

    def __init__(self, tree: ast.Module) -> None:
        self._simple: list[tuple[ast.stmt, Block]] = []
        self._blocks: list[tuple[int, Block, ast.AST]] = []
        for node in ast.walk(tree):
            for field in ("body", "orelse", "finalbody"):
                block = getattr(node, field, None)
                if isinstance(block, list) and block:
                    self._blocks.append((_first_line(block[0]), block, node))
                    self._simple += [(s, block) for s in block if not isinstance(s, _COMPOUND)]

    def of(self, comment: _Comment) -> _Place | None:
        """Return where the recording statements of `comment` go."""
        if comment.alone and not self._inside(comment.line):
            return None
        found = [
            (statement, block)
            for statement, block in self._simple
            if statement.lineno <= comment.line <= (statement.end_lineno or statement.lineno)
        ]
        if found:
            return _at_simple(*max(found, key=lambda pair: (pair[0].lineno, pair[0].col_offset)))
        if not comment.header:
            return None
        below = [entry for entry in self._blocks if entry[0] > comment.line]
        if not below:
            return None
        _, block, owner = min(below, key=lambda entry: entry[0])
        return _at_header(block, owner)

    def _inside(self, line: int) -> bool:
        """Return whether `line` lies inside a simple statement of several lines."""
        return any(s.lineno <= line <= (s.end_lineno or 0) for s, _ in self._simple)


def _first_line(statement: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])


def _at_simple(statement: ast.stmt, block: Block) -> _Place:
    if isinstance(statement, _JUMPS):
        return _Place(block, statement, after=False)
    anchor = statement
    if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
        # Nothing may stand between two of these.
        anchor = [s for s in block if isinstance(s, ast.ImportFrom) and s.module == "__future__"][
            -1
        ]
    return _Place(block, anchor, after=True, assigned=tuple(_assigned(statement)))


def _at_header(block: Block, owner: ast.AST) -> _Place:
    """Return the start of a body, after a docstring and the declarations that must come first."""
    assigned = tuple(_assigned(owner)) if block is getattr(owner, "body", None) else ()
    first = 0
    if isinstance(owner, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        first += ast.get_docstring(owner, clean=False) is not None
    while first < len(block) and isinstance(block[first], ast.Global | ast.Nonlocal):
        first += 1
    if first == len(block):
        return _Place(block, block[-1], after=True, assigned=assigned)
    return _Place(block, block[first], after=False, assigned=assigned)


def _assigned(node: ast.AST) -> Iterator[ast.expr]:
    """Yield the targets of a statement, tuples taken apart."""
    match node:
        case ast.Assign(targets=targets):
            for target in targets:
                yield from _parts(target)
        case ast.AugAssign(target=target) | ast.AnnAssign(target=target, value=ast.expr()):
            yield from _parts(target)
        case ast.For(target=target) | ast.AsyncFor(target=target):
            yield from _parts(target)
        case ast.With(items=items) | ast.AsyncWith(items=items):
            for item in items:
                if item.optional_vars is not None:
                    yield from _parts(item.optional_vars)
        case _:
            return


def _parts(target: ast.expr) -> Iterator[ast.expr]:
    if isinstance(target, ast.Tuple | ast.List):
        for part in target.elts:
            yield from _parts(part)
    else:
        yield target.value if isinstance(target, ast.Starred) else target
