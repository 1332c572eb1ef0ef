"""Where the `#>` comments of a program belong: the statement each stands beside, and its side.

After a simple statement the value is taken when it has run; on `return`, `raise`, `break` and
`continue` before it; on the header of a compound statement each time its body is entered.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

MARK: Final = "#>"

_JUMPS = (ast.Return, ast.Raise, ast.Break, ast.Continue)
_COMPOUND = (
    ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.TryStar,
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Match,
)  # fmt: skip

Block: TypeAlias = list[ast.stmt]


@dataclass(frozen=True, slots=True)
class Comment:
    """One `#>` of a program."""

    line: int
    text: str
    """What follows the mark."""
    header: bool
    """Whether the code before it ends with a colon."""
    alone: bool
    """Whether there is no code before it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a recording statement goes: before index `index` of `block`."""

    block: Block
    anchor: ast.stmt
    after: bool
    assigned: tuple[ast.expr, ...] = ()
    """What an empty comment here stands for."""


class Places:
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

    def of(self, comment: Comment) -> Place | None:
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


def comments_of(source: str) -> Iterator[Comment]:
    """Yield the `#>` comments; a `#>` inside a string is none."""
    last = ""
    last_line = 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        line = token.start[0]
        if token.type == tokenize.COMMENT:
            if token.string.startswith(MARK):
                text = token.string.removeprefix(MARK).strip()
                alone = last_line != line
                yield Comment(line, text, last == ":" and not alone, alone)
        elif token.string.strip():
            last, last_line = token.string, token.end[0]


def _first_line(statement: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])


def _at_simple(statement: ast.stmt, block: Block) -> Place:
    if isinstance(statement, _JUMPS):
        return Place(block, statement, after=False)
    anchor = statement
    if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
        # Nothing may stand between two of these.
        anchor = [s for s in block if isinstance(s, ast.ImportFrom) and s.module == "__future__"][
            -1
        ]
    return Place(block, anchor, after=True, assigned=tuple(_assigned(statement)))


def _at_header(block: Block, owner: ast.AST) -> Place:
    """Return the start of a body, after a docstring and the declarations that must come first."""
    assigned = tuple(_assigned(owner)) if block is getattr(owner, "body", None) else ()
    first = 0
    if isinstance(owner, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        first += ast.get_docstring(owner, clean=False) is not None
    while first < len(block) and isinstance(block[first], ast.Global | ast.Nonlocal):
        first += 1
    if first == len(block):
        return Place(block, block[-1], after=True, assigned=assigned)
    return Place(block, block[first], after=False, assigned=assigned)


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
