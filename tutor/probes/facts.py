"""What the variables of a failing line were, as small facts for whoever explains the failure.

Nothing of the learner's is called for it: names are looked up in dictionaries alone.
"""

from __future__ import annotations

import ast
import linecache
import traceback
from collections.abc import Iterator
from functools import cache
from types import FrameType
from typing import Any, NamedTuple

from tutor.probes.described import fact_of
from tutor.records.messages import Fact

MOST_FACTS = 6
LONGEST_NAME = 40


class _Place(NamedTuple):
    """Where in a frame's source an instruction stands: lines from 1, columns in bytes."""

    line: int
    end_line: int
    column: int
    end_column: int


def facts(error: BaseException, file: str) -> tuple[Fact, ...]:
    """Return the variables of the expression in `file` that raised `error`, innermost call."""
    frame, place = _failed(error, file)
    if frame is None or place is None:
        return ()
    lines = linecache.getlines(file)
    nodes = list(_inside(_tree("".join(lines)), place))
    found = list(_facts(nodes, frame))
    if not found:
        whole = _Place(place.line, place.line, 0, 10**6)
        found = list(_facts(list(_inside(_tree("".join(lines)), whole)), frame))
    return tuple(found[:MOST_FACTS])


def _failed(error: BaseException, file: str) -> tuple[FrameType | None, _Place | None]:
    """Return the innermost frame of `file` and what it was doing."""
    frame, place = None, None
    for entry, line in traceback.walk_tb(error.__traceback__):
        if entry.f_code.co_filename == file:
            frame, place = entry, _Place(line or 0, line or 0, 0, 10**6)
    walk = error.__traceback__
    while walk is not None:
        if walk.tb_frame is frame and walk.tb_lasti >= 0:
            found = list(walk.tb_frame.f_code.co_positions())[walk.tb_lasti // 2]
            if all(part is not None for part in found):
                start, end, column, end_column = found
                place = _Place(start or 0, end or 0, column or 0, end_column or 0)
        walk = walk.tb_next
    return frame, place


@cache
def _tree(source: str) -> ast.AST:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module([], [])


def _inside(tree: ast.AST, place: _Place) -> Iterator[ast.expr]:
    """Yield the names, attributes and items that lie in `place`, in the order of the source."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute | ast.Subscript):
            start = (node.lineno, node.col_offset)
            end = (node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)
            if (place.line, place.column) <= start and end <= (place.end_line, place.end_column):
                yield node


def _facts(nodes: list[ast.expr], frame: FrameType) -> Iterator[Fact]:
    names = {**frame.f_globals, **frame.f_locals}
    seen: set[str] = set()
    explained: set[int] = set()
    nodes.sort(key=lambda node: (node.lineno, node.col_offset, -(node.end_col_offset or 0)))
    for node in nodes:
        name = ast.unparse(node)
        if name in seen or id(node) in explained or len(name) > LONGEST_NAME:
            continue
        seen.add(name)
        found, thing = _lookup(node, names)
        fact = fact_of(name, thing) if found else None
        if fact is not None:
            # Of self.layer the layer is told, and not what self is as well.
            explained |= {id(part) for part in ast.walk(node)}
            yield fact


def _lookup(node: ast.expr, names: dict[str, Any]) -> tuple[bool, Any]:
    """Return whether the expression names something that dictionaries hold, and what."""
    if isinstance(node, ast.Name):
        return node.id in names, names.get(node.id)
    if isinstance(node, ast.Attribute):
        known, owner = _lookup(node.value, names)
        return _attribute(owner, node.attr) if known else (False, None)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        known, owner = _lookup(node.value, names)
        key = node.slice.value
        if known and type(owner) is dict and type(key) is str:
            return key in owner, owner.get(key)
        if known and type(owner) in (list, tuple) and type(key) is int and key < len(owner):
            return True, owner[key]
    return False, None


def _attribute(owner: Any, name: str) -> tuple[bool, Any]:
    """Return what stands under `name` in the object's own dictionaries."""
    try:
        own = object.__getattribute__(owner, "__dict__")
    except AttributeError:
        return False, None
    if type(own) is not dict:
        return False, None
    for held in (own, *(own.get(part) for part in ("_parameters", "_buffers", "_modules"))):
        if type(held) is dict and name in held:
            return True, held[name]
    return False, None
