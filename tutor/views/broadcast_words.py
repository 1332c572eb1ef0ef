"""What broadcasting does to each column of the aligned shapes, in numbers and in words."""

from __future__ import annotations

import math

from tutor.display import show_line
from tutor.language import say
from tutor.records.views.broadcast import BroadcastRecord, Operand
from tutor.views.palette import Palette
from tutor.views.values import shape_text


def common(record: BroadcastRecord, column: int, rank: int) -> int | None:
    """Return the size the column comes to, None where two sizes clash in it."""
    sizes = {size for each in record.operands if (size := size_in(each, column, rank)) is not None}
    wanted = sizes - {1} or {1}
    into = next((each for each in record.operands if each.name == record.into != ""), None)
    if len(wanted) > 1 or (into is not None and size_in(into, column, rank) not in wanted):
        return None
    return wanted.pop()


def size_in(operand: Operand, column: int, rank: int) -> int | None:
    """Return the operand's size in a column of the aligned table, None where it has none."""
    at = column - (rank - len(operand.shape))
    return operand.shape[at] if at >= 0 else None


def told(
    record: BroadcastRecord, sizes: tuple[int | None, ...], palette: Palette
) -> list[tuple[str, str]]:
    """Return in words what the table shows, each sentence with its style."""
    clashes = [column for column, reached in enumerate(sizes) if reached is None]
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
    if multiplied(record, result):
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
    added = [column for column in range(rank) if size_in(operand, column, rank) is None]
    found = []
    for column, reached in enumerate(sizes):
        size = size_in(operand, column, rank)
        if size is not None and size != reached:
            found.append(say("views.broadcast_stretched", name=name, dim=column, size=reached))
    if added:
        dims = ", ".join(map(str, added))
        found.insert(0, say("views.broadcast_added", name=name, dims=dims))
    return found


def _clash(record: BroadcastRecord, column: int, rank: int) -> str:
    into = next((each for each in record.operands if each.name == record.into != ""), None)
    own = size_in(into, column, rank) if into is not None else None
    sizes = [size_in(each, column, rank) for each in record.operands]
    wanted = list(dict.fromkeys(size for size in sizes if size not in (None, 1)))
    if len(wanted) > 1:
        return say("views.broadcast_against", first=wanted[0], second=wanted[1], dim=column)
    name = show_line(record.into, columns=40)
    if own is None:
        return say("views.broadcast_no_room", name=name, dim=column)
    return say("views.broadcast_cannot_grow", name=name, dim=column, size=own, wanted=wanted[0])


def multiplied(record: BroadcastRecord, result: tuple[int, ...]) -> bool:
    """Tell the silent trap: two tensors of equally many elements that pair each with each."""
    counts = {math.prod(each.shape) for each in record.operands}
    return len(record.operands) == 2 and len(counts) == 1 and math.prod(result) > counts.pop()
