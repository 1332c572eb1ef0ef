"""Broadcasting: shapes aligned on the right, which 1s stretch, and where two sizes clash.

A size that changes is written `1 → 3`, a dimension that was missing `+1 → 3`, a clash has a mark
under its column; the same facts follow as sentences.
"""

from __future__ import annotations

import math

from rich.console import RenderableType
from rich.text import Text

from tutor.language import say
from tutor.records.views.broadcast import BroadcastRecord, Operand
from tutor.views.blocks import beside, folded
from tutor.views.broadcast_words import common, multiplied, size_in, told
from tutor.views.dims import ABSENT, Row, dims_table, name_text
from tutor.views.grid import Cell, Frame, grid, index_of
from tutor.views.palette import Palette
from tutor.views.values import number_text, shape_text

CLASH = "▲"
MOST_DRAWN = 36
"""Elements of the result up to which every operand is drawn as it is stretched."""


def view(
    record: BroadcastRecord, *, width: int, height: int | None = None, palette: Palette
) -> RenderableType:
    """Return the aligned shapes, what happens to each, and the stretched values where small."""
    del height
    rank = max((len(each.shape) for each in record.operands), default=0)
    sizes = tuple(common(record, column, rank) for column in range(rank))
    lines = _table(record, sizes, width, palette)
    for sentence, style in told(record, sizes, palette):
        lines += folded(sentence, width, style, hang=2)
    blocks = _values(record, width, palette)
    if blocks:
        lines += [Text(""), *beside(blocks, width)]
        if any(each.shape != record.result for each in record.operands):
            lines += folded(say("views.broadcast_values"), width, palette.support, hang=2)
        if record.values and any("*" in line.plain for line in blocks[-1]):
            lines.append(Text(say("views.broadcast_pairs"), style=palette.support))
    return Text("\n").join(lines)


def _table(
    record: BroadcastRecord, sizes: tuple[int | None, ...], width: int, palette: Palette
) -> list[Text]:
    rank = len(sizes)
    rows = []
    for operand in record.operands:
        cells = tuple(
            _cell(size_in(operand, column, rank), reached, palette)
            for column, reached in enumerate(sizes)
        )
        rows.append(Row(name_text(operand.name, palette.bold(palette.text), width), cells))
    style = palette.bold(palette.text)
    marks = tuple(
        Text(CLASH, palette.error) if reached is None else Text(str(reached), style)
        for reached in sizes
    )
    name = say("views.broadcast_result" if None not in sizes else "views.broadcast_clash")
    rows.append(Row(Text(name, style=palette.support), marks, ruled=True))
    if not sizes:
        return [Text(say("views.broadcast_scalars"), style=palette.support)]
    heads = [say("views.dim", dim=column) for column in range(rank)]
    return dims_table(heads, rows, width=width, palette=palette)


def _cell(size: int | None, reached: int | None, palette: Palette) -> Text:
    if reached is None:
        return Text(ABSENT if size is None else str(size), style=palette.bold(palette.error))
    if size == reached:
        return Text(str(size), style=palette.text)
    if size is None:
        text = "+1" if reached == 1 else f"+1 → {reached}"
        return Text(text, style=palette.cool)
    return Text(f"{size} → {reached}", style=palette.warm)


def _values(record: BroadcastRecord, width: int, palette: Palette) -> list[list[Text]]:
    """Return each operand as it is stretched, and the result where the lesson names it."""
    result = record.result
    if result is None or len(result) > 3 or not 0 < math.prod(result) <= MOST_DRAWN:
        return []
    if not all(each.values for each in record.operands):
        return []
    frame = Frame(width, palette)
    blocks = []
    for operand in record.operands:
        head = name_text(operand.name, palette.bold(palette.text), width)
        head.append(f"  {shape_text(operand.shape)}", style=palette.support)
        blocks.append([head, *grid(_cells(operand, result, palette), result, frame)])
    if record.values:
        head = Text(say("views.broadcast_result"), style=palette.bold(palette.text))
        head.append(f"  {shape_text(result)}", style=palette.support)
        pairs = multiplied(record, result) and len(result) == 2
        cells = [
            Cell(number_text(value), palette.now, _pair(number, result) if pairs else "")
            for number, value in enumerate(record.values)
        ]
        blocks.append([head, *grid(cells, result, frame)])
    return blocks


def _pair(number: int, shape: tuple[int, ...]) -> str:
    """Return the mark of an element whose row and column are one and the same sample."""
    row, column = index_of(number, shape)
    return "*" if row == column else " "


def _cells(operand: Operand, result: tuple[int, ...], palette: Palette) -> list[Cell]:
    """Return the stretched operand; a value used again stands in brackets."""
    shape = operand.shape
    lead = len(result) - len(shape)
    found = []
    for number in range(math.prod(result)):
        index = index_of(number, result)
        own = [0 if size == 1 else at for at, size in zip(index[lead:], shape, strict=True)]
        at = 0
        for step, size in zip(own, shape, strict=True):
            at = at * size + step
        again = list(index[lead:]) != own or any(index[:lead])
        text = number_text(operand.values[at])
        found.append(
            Cell(f"({text}", palette.support, ")") if again else Cell(text, palette.warm, " ")
        )
    return found
