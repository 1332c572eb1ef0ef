"""Cells of a tensor as aligned rows, 2-d slices side by side, bounded in width and height.

What a cell means beside its number is a mark behind it, so that nothing depends on colour.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from tutor.language import say
from tutor.views.blocks import beside, padded
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
    layout = _layout(cells, rows, columns, frame)
    blocks: list[list[Text]] = []
    for number in range(min(count, frame.slices)):
        start = number * rows * columns
        block = _slice(cells[start : start + rows * columns], rows, layout, frame)
        if len(shape) > 2:
            block.insert(0, Text(_label(number, shape[:-2]), style=frame.palette.support))
        blocks.append(block)
    lines = beside(blocks, frame.width)
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


@dataclass(frozen=True, slots=True)
class _Layout:
    """Columns of one slice: widths of a cell's number and mark, and of what stands before a row."""

    digits: int
    marks: int
    margin: int
    fits: int
    heads: bool

    @property
    def gap(self) -> str:
        return " " if self.marks else "  "


def _layout(cells: Sequence[Cell], rows: int, columns: int, frame: Frame) -> _Layout:
    """Number rows and columns where they are many; where they fold, at least their first one."""
    many = frame.heads if frame.heads is not None else max(rows, columns) > 4
    heads = many and rows > 1
    marks = max(cell_len(cell.mark) for cell in cells)
    digits = max(cell_len(cell.text) for cell in cells)
    if heads:
        digits = max(digits, len(str(columns - 1)))
    cell = digits + marks + (1 if marks else 2)
    room = frame.width - INDENT + 1
    numbered = len(str(max(rows, columns) - 1)) + 2
    margin = numbered if heads or columns * cell > room else 0
    return _Layout(digits, marks, margin, max(1, (room - margin) // cell), heads or margin > 0)


def _slice(cells: Sequence[Cell], rows: int, layout: _Layout, frame: Frame) -> list[Text]:
    columns = len(cells) // rows
    lines: list[Text] = []
    for first in range(0, columns, layout.fits):
        span = range(first, min(columns, first + layout.fits))
        if rows > 1 and layout.heads:
            lines.append(_heads(span, layout, frame.palette))
        for row in range(min(rows, frame.rows)):
            label = row if rows > 1 else first
            shown = [cells[row * columns + column] for column in span]
            lines.append(_row(label, shown, layout, frame.palette))
    if rows > frame.rows:
        lines.append(_more("views.grid_rows", rows - frame.rows, frame))
    return lines


def _heads(span: range, layout: _Layout, palette: Palette) -> Text:
    labels = [f"{column:>{layout.digits}}{' ' * layout.marks}" for column in span]
    text = Text(" " * (INDENT + layout.margin) + layout.gap.join(labels), style=palette.support)
    text.rstrip()
    return text


def _row(label: int, cells: Sequence[Cell], layout: _Layout, palette: Palette) -> Text:
    line = Text(" " * INDENT)
    if layout.margin:
        line.append(f"{label:>{layout.margin - 2}}│ ", style=palette.support)
    for cell in cells:
        line.append_text(padded(Text(cell.text, style=cell.style), layout.digits, right=True))
        line.append(f"{cell.mark:<{layout.marks}}", style=cell.style).append(layout.gap)
    line.rstrip()
    return line


def _more(key: str, count: int, frame: Frame) -> Text:
    return Text(f"{' ' * INDENT}{say(key, count=count)}", style=frame.palette.support)
