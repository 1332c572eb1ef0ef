"""Cells of a tensor as aligned rows, a 2-d slice under the other, bounded in width and height.

What a cell means beside its number is a mark behind it, so that nothing depends on colour.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from tutor.language import say
from tutor.views.blocks import padded
from tutor.views.palette import Palette

INDENT = 2
MOST_ROWS = 12
MOST_SLICES = 6


@dataclass(frozen=True, slots=True)
class Cell:
    """One element as it is drawn."""

    text: str
    style: str = ""
    mark: str = ""
    """A letter or sign behind the number."""


@dataclass(frozen=True, slots=True)
class Frame:
    """How much room a grid has, and whether its rows and columns are numbered."""

    width: int
    palette: Palette
    rows: int = MOST_ROWS
    slices: int = MOST_SLICES
    heads: bool | None = None
    """None numbers them where a slice is too large to count at a glance."""


def grid(cells: Sequence[Cell], shape: tuple[int, ...], frame: Frame) -> list[Text]:
    """Return all cells of `shape`, row by row; what there is no room for is counted."""
    columns = shape[-1] if shape else 1
    rows = shape[-2] if len(shape) > 1 else 1
    count = math.prod(shape[:-2])
    if not cells or not rows * columns * count:
        return []
    lines: list[Text] = []
    for number in range(min(count, frame.slices)):
        if len(shape) > 2:
            lines.append(Text(_label(number, shape[:-2]), style=frame.palette.support))
        start = number * rows * columns
        lines += _slice(cells[start : start + rows * columns], (rows, columns), frame)
    if count > frame.slices:
        lines.append(_more("views.grid_slices", count - frame.slices, frame))
    return lines


def index_of(number: int, shape: tuple[int, ...]) -> tuple[int, ...]:
    """Return the index of the element that is `number`th row by row."""
    found: list[int] = []
    for size in reversed(shape):
        number, at = divmod(number, max(1, size))
        found.insert(0, at)
    return tuple(found)


def _label(number: int, shape: tuple[int, ...]) -> str:
    return f"[{', '.join(map(str, index_of(number, shape)))}]"


def _slice(cells: Sequence[Cell], size: tuple[int, int], frame: Frame) -> list[Text]:
    rows, columns = size
    digits = max(cell_len(cell.text) for cell in cells)
    marks = max(cell_len(cell.mark) for cell in cells)
    heads = frame.heads if frame.heads is not None else max(rows, columns) > 4
    margin = len(str(rows - 1)) + 2 if heads and rows > 1 else 0
    wide = max(digits, len(str(columns - 1)) if heads else 0) + marks
    fits = max(1, (frame.width - INDENT - margin + 1) // (wide + 1 + (marks == 0)))
    lines: list[Text] = []
    for first in range(0, columns, fits):
        last = min(columns, first + fits)
        if (heads and columns > 1) or fits < columns:
            lines.append(_heads(first, last, margin, wide, marks, frame))
        for row in range(min(rows, frame.rows)):
            line = Text(" " * INDENT)
            if margin:
                line.append(f"{row:>{margin - 2}}│ ", style=frame.palette.faint)
            for column in range(first, last):
                line.append_text(_drawn(cells[row * columns + column], wide - marks, marks))
            line.rstrip()
            lines.append(line)
    if rows > frame.rows:
        lines.append(_more("views.grid_rows", rows - frame.rows, frame))
    return lines


def _drawn(cell: Cell, digits: int, marks: int) -> Text:
    text = padded(Text(cell.text, style=cell.style), digits, right=True)
    return text.append(f"{cell.mark:<{marks}}", style=cell.style).append("  " if not marks else " ")


def _heads(first: int, last: int, margin: int, wide: int, marks: int, frame: Frame) -> Text:
    gap = "  " if not marks else " "
    labels = gap.join(f"{column:>{wide - marks}}{' ' * marks}" for column in range(first, last))
    text = Text(" " * (INDENT + margin) + labels, style=frame.palette.faint)
    text.rstrip()
    return text


def _more(key: str, count: int, frame: Frame) -> Text:
    return Text(f"{' ' * INDENT}{say(key, count=count)}", style=frame.palette.support)
