"""Broadcasting: shapes aligned on the right, which 1s stretch, and where two sizes clash.

A size that changes is written `1 → 3`, a dimension that was missing `+1 → 3`, a clash has a mark
under its column; the same facts follow as sentences.
"""

from __future__ import annotations

import math

from rich.console import RenderableType
from rich.text import Text

from tutor.display import show_line
from tutor.language import say
from tutor.records.views.broadcast import BroadcastRecord, Operand
from tutor.views.blocks import beside, folded
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
    sizes = tuple(_common(record, column, rank) for column in range(rank))
    lines = _table(record, sizes, width, palette)
    for sentence, style in _told(record, sizes, palette):
        lines += folded(sentence, width, style, hang=2)
    blocks = _values(record, width, palette)
    if blocks:
        lines += [Text(""), *beside(blocks, width)]
        if any(each.shape != record.result for each in record.operands):
            lines += folded(say("views.broadcast_values"), width, palette.support, hang=2)
    return Text("\n").join(lines)


def _common(record: BroadcastRecord, column: int, rank: int) -> int | None:
    """Return the size the column comes to, None where two sizes clash in it."""
    sizes = {size for each in record.operands if (size := _size(each, column, rank)) is not None}
    wanted = sizes - {1} or {1}
    into = next((each for each in record.operands if each.name == record.into != ""), None)
    if len(wanted) > 1 or (into is not None and _size(into, column, rank) not in wanted):
        return None
    return wanted.pop()


def _size(operand: Operand, column: int, rank: int) -> int | None:
    """Return the operand's size in a column of the aligned table, None where it has none."""
    at = column - (rank - len(operand.shape))
    return operand.shape[at] if at >= 0 else None


def _table(
    record: BroadcastRecord, sizes: tuple[int | None, ...], width: int, palette: Palette
) -> list[Text]:
    rank = len(sizes)
    rows = []
    for operand in record.operands:
        cells = tuple(
            _cell(_size(operand, column, rank), common, palette)
            for column, common in enumerate(sizes)
        )
        rows.append(Row(name_text(operand.name, palette.bold(palette.text)), cells))
    style = palette.bold(palette.text)
    marks = tuple(
        Text(CLASH if common is None else str(common), palette.error if common is None else style)
        for common in sizes
    )
    name = say("views.broadcast_result" if None not in sizes else "views.broadcast_clash")
    rows.append(Row(Text(name, style=palette.support), marks, ruled=True))
    if not sizes:
        return [Text(say("views.broadcast_scalars"), style=palette.support)]
    heads = [say("views.dim", dim=column) for column in range(rank)]
    return dims_table(heads, rows, width=width, palette=palette)


def _cell(size: int | None, common: int | None, palette: Palette) -> Text:
    if common is None:
        return Text(ABSENT if size is None else str(size), style=palette.bold(palette.error))
    if size == common:
        return Text(str(size), style=palette.text)
    if size is None:
        text = "+1" if common == 1 else f"+1 → {common}"
        return Text(text, style=palette.cool)
    return Text(f"{size} → {common}", style=palette.warm)


def _told(
    record: BroadcastRecord, sizes: tuple[int | None, ...], palette: Palette
) -> list[tuple[str, str]]:
    """Return in words what the table shows, each sentence with its style."""
    clashes = [column for column, common in enumerate(sizes) if common is None]
    if clashes:
        return [(_clash(record, column, len(sizes)), palette.error) for column in clashes]
    told = [
        (sentence, palette.support)
        for operand in record.operands
        for sentence in _stretched(operand, sizes)
    ]
    if not told:
        told.append((say("views.broadcast_equal"), palette.support))
    result = tuple(size or 0 for size in sizes)
    if _multiplied(record, result):
        first, second = (shape_text(each.shape) for each in record.operands)
        told.append(
            (
                say(
                    "views.broadcast_outer",
                    first=first,
                    second=second,
                    result=shape_text(result),
                    one=math.prod(record.operands[0].shape),
                    all=math.prod(result),
                ),
                palette.warm,
            )
        )
    return told


def _stretched(operand: Operand, sizes: tuple[int | None, ...]) -> list[str]:
    name = show_line(operand.name, columns=40)
    rank = len(sizes)
    added = [column for column in range(rank) if _size(operand, column, rank) is None]
    found = []
    for column, common in enumerate(sizes):
        size = _size(operand, column, rank)
        if size is not None and size != common:
            found.append(say("views.broadcast_stretched", name=name, dim=column, size=common))
    if added:
        dims = ", ".join(map(str, added))
        found.insert(0, say("views.broadcast_added", name=name, dims=dims))
    return found


def _clash(record: BroadcastRecord, column: int, rank: int) -> str:
    into = next((each for each in record.operands if each.name == record.into != ""), None)
    own = _size(into, column, rank) if into is not None else None
    sizes = [_size(each, column, rank) for each in record.operands]
    wanted = list(dict.fromkeys(size for size in sizes if size not in (None, 1)))
    if len(wanted) > 1:
        return say("views.broadcast_against", first=wanted[0], second=wanted[1], dim=column)
    name = show_line(record.into, columns=40)
    if own is None:
        return say("views.broadcast_no_room", name=name, dim=column)
    return say("views.broadcast_cannot_grow", name=name, dim=column, size=own, wanted=wanted[0])


def _multiplied(record: BroadcastRecord, result: tuple[int, ...]) -> bool:
    """Tell the silent trap: two tensors of equally many elements that pair each with each."""
    counts = {math.prod(each.shape) for each in record.operands}
    return len(record.operands) == 2 and len(counts) == 1 and math.prod(result) > counts.pop()


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
        head = name_text(operand.name, palette.bold(palette.text))
        head.append(f"  {shape_text(operand.shape)}", style=palette.support)
        blocks.append([head, *grid(_cells(operand, result, palette), result, frame)])
    if record.values:
        head = Text(say("views.broadcast_result"), style=palette.bold(palette.text))
        head.append(f"  {shape_text(result)}", style=palette.support)
        cells = [Cell(number_text(value), palette.now) for value in record.values]
        blocks.append([head, *grid(cells, result, frame)])
    return blocks


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
