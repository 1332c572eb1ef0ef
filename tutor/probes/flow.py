"""Which dimensions of the result come from which dimensions of the inputs; from shapes alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tutor.records.views.shapes import Column

Shape = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """The columns of an operation, and why it cannot be done; "" where it can."""

    columns: tuple[Column, ...]
    problem: str = ""


def stack_flow(shapes: Sequence[Shape], dim: int) -> Flow:
    """Return the flow of `torch.stack`: a new dimension `dim`, all others as they were."""
    rank = max(map(len, shapes))
    if not -rank - 1 <= dim <= rank:
        return Flow(_as_they_are(shapes, rank), "dim")
    place = dim % (rank + 1)
    columns = [_column(shapes, at, at + (at >= place)) for at in range(rank)]
    columns.insert(place, Column("new", ((),) * len(shapes), (place,)))
    return Flow(tuple(columns), _mismatch(shapes, columns))


def cat_flow(shapes: Sequence[Shape], dim: int) -> Flow:
    """Return the flow of `torch.cat`: the sizes of `dim` are added, all others must be equal."""
    rank = max(map(len, shapes))
    if not -rank <= dim < rank:
        return Flow(_as_they_are(shapes, rank), "dim")
    place = dim % rank
    columns = [_column(shapes, at, at) for at in range(rank)]
    columns[place] = Column("joined", columns[place].inputs, (place,))
    return Flow(tuple(columns), _mismatch(shapes, columns))


def matmul_flow(first: Shape, second: Shape) -> Flow:
    """Return the flow of `torch.matmul`: the inner sizes must be equal, and vanish."""
    if not first or not second:
        return Flow((), "scalar")
    a, b = len(first), len(second)
    lead_a, lead_b = max(0, a - 2), max(0, b - 2)
    lead = max(lead_a, lead_b)
    columns = []
    for at in range(lead):
        mine, other = at - (lead - lead_a), at - (lead - lead_b)
        dims = ((mine,) if mine >= 0 else (), (other,) if other >= 0 else ())
        sizes = [shape[own[0]] for shape, own in zip((first, second), dims, strict=True) if own]
        role = "same" if len(sizes) == 2 and sizes[0] == sizes[1] else "stretched"
        clash = len(set(sizes) - {1}) > 1
        columns.append(Column("clash" if clash else role, dims, (at,)))
    problem = "sizes" if any(column.role == "clash" for column in columns) else ""
    if a > 1:
        columns.append(Column("same", ((a - 2,), ()), (len(columns),)))
    inner = (a - 1, max(0, b - 2))
    fits = first[inner[0]] == second[inner[1]]
    kept = len(columns)
    columns.append(Column("inner" if fits else "clash", ((inner[0],), (inner[1],)), ()))
    if b > 1:
        columns.append(Column("same", ((), (b - 1,)), (kept,)))
    return Flow(tuple(columns), "inner" if not fits else problem)


def permute_flow(order: Sequence[int]) -> Flow:
    """Return the flow of a permutation: dimension k of the result is `order[k]` of the input."""
    return Flow(
        tuple(
            Column("same" if at == source else "moved", ((source,),), (at,))
            for at, source in enumerate(order)
        )
    )


def reshape_flow(shape: Shape, result: Shape) -> Flow:
    """Return the flow of a reshape: the smallest groups of dimensions of equal products."""
    everything = (tuple(range(len(shape))),), tuple(range(len(result)))
    if math.prod(shape) != math.prod(result):
        return Flow((Column("clash", *everything),), "count")
    if 0 in shape:
        return Flow((Column("grouped", *everything),))
    columns: list[Column] = []
    left, right = 0, 0
    while left < len(shape) or right < len(result):
        inside, outside = _group(shape, result, left, right)
        columns.append(Column(_reshaped(inside, outside), (inside,), outside))
        left, right = left + len(inside), right + len(outside)
    return Flow(tuple(columns))


def reduce_flow(rank: int, dims: Sequence[int], *, kept: bool) -> Flow:
    """Return the flow of a reduction: its dimensions are gone, or kept with size 1."""
    gone = {dim % max(1, rank) for dim in dims}
    columns: list[Column] = []
    place = 0
    for at in range(rank):
        stays = at not in gone or kept
        role = "same" if at not in gone else "gone"
        columns.append(Column(role, ((at,),), (place,) if stays else ()))
        place += stays
    return Flow(tuple(columns))


def _group(shape: Shape, result: Shape, left: int, right: int) -> tuple[Shape, Shape]:
    """Return the dimensions from `left` and `right` on that belong together."""
    mine = shape[left] if left < len(shape) else 0
    other = result[right] if right < len(result) else 0
    if other == 1 != mine:
        return (), (right,)
    if mine == 1 != other:
        return (left,), ()
    first, second = left + 1, right + 1
    while mine != other:
        if mine < other:
            mine, first = mine * shape[first], first + 1
        else:
            other, second = other * result[second], second + 1
    return tuple(range(left, first)), tuple(range(right, second))


def first_inputs(columns: Sequence[Column], count: int) -> tuple[Column, ...]:
    """Return the columns with the dimensions of no more than `count` inputs."""
    return tuple(Column(each.role, each.inputs[:count], each.result) for each in columns)


def _reshaped(inside: Shape, outside: Shape) -> str:
    if not inside:
        return "new"
    if not outside:
        return "gone"
    return "same" if len(inside) == len(outside) == 1 else "grouped"


def _column(shapes: Sequence[Shape], at: int, place: int) -> Column:
    """Return the column of one dimension that all inputs must have in the same size."""
    inputs = tuple((at,) if at < len(shape) else () for shape in shapes)
    sizes = {shape[at] if at < len(shape) else None for shape in shapes}
    return Column("same" if len(sizes) == 1 else "clash", inputs, (place,))


def _as_they_are(shapes: Sequence[Shape], rank: int) -> tuple[Column, ...]:
    return tuple(Column("same", _column(shapes, at, at).inputs, (at,)) for at in range(rank))


def _mismatch(shapes: Sequence[Shape], columns: Sequence[Column]) -> str:
    if len({len(shape) for shape in shapes}) > 1:
        return "ranks"
    return "sizes" if any(column.role == "clash" for column in columns) else ""
