"""Sentences for what an operation did to dimensions, or why it could not be done."""

from __future__ import annotations

import math

from tutor.display import show_line
from tutor.language import say
from tutor.records.views.shapes import Column, ShapesRecord
from tutor.views.values import shape_text


def told(record: ShapesRecord) -> list[str]:
    """Return the sentences, the most telling first."""
    if record.problem:
        return _problem(record)
    if not record.operation or record.result is None:
        return []
    match record.operation:
        case "stack" | "cat":
            return [_joined(record)]
        case "matmul":
            return [
                _multiplied(record, column) for column in record.columns if column.role == "inner"
            ]
        case "reshape":
            return [say("views.shapes_reshape")]
        case "permute":
            return _moved(record)
        case "reduce":
            return [_reduced(record)]
    return []


def _joined(record: ShapesRecord) -> str:
    assert record.result is not None
    shape = record.result.value.shape
    place = (record.dim or 0) % max(1, len(shape))
    return say(
        f"views.shapes_{record.operation}",
        dim=place,
        size=shape[place] if shape else 0,
        count=len(record.inputs) + record.left_out,
    )


def _multiplied(record: ShapesRecord, column: Column) -> str:
    """Say which dims of two factors meet, and where their sizes differ, both sizes."""
    (left,), (right,) = column.inputs
    first, second = record.inputs
    return say(
        "views.shapes_inner_clash" if record.problem else "views.shapes_matmul",
        first=_name(first.name),
        second=_name(second.name),
        left=left,
        right=right,
        size=first.value.shape[left],
        other=second.value.shape[right],
    )


def _moved(record: ShapesRecord) -> list[str]:
    moves = [
        f"{column.inputs[0][0]}→{column.result[0]}"
        for column in record.columns
        if column.role == "moved"
    ]
    return [say("views.shapes_permute", moves=", ".join(moves))] if moves else []


def _reduced(record: ShapesRecord) -> str:
    gone = [column for column in record.columns if column.role == "gone"]
    shape = record.inputs[0].value.shape
    dims = [column.inputs[0][0] for column in gone]
    kept = all(column.result for column in gone)
    return say(
        "views.shapes_reduce_kept" if kept else "views.shapes_reduce",
        dims=", ".join(map(str, dims)),
        count=math.prod(shape[dim] for dim in dims),
        call=_name(record.call),
    )


def _problem(record: ShapesRecord) -> list[str]:
    call = _name(record.call)
    match record.problem:
        case "ranks":
            counts = ", ".join(str(len(each.value.shape)) for each in record.inputs)
            return [say("views.shapes_ranks", call=call, counts=counts)]
        case "dim":
            rank = max((len(each.value.shape) for each in record.inputs), default=0)
            most = rank if record.operation == "stack" else rank - 1
            return [say("views.shapes_dim", dim=record.dim, least=-most - 1, most=most)]
        case "inner":
            return [_multiplied(record, column) for column in record.columns if not column.result]
        case "count":
            shape = record.inputs[0].value.shape
            wanted = [size for size in record.target if size >= 0]
            return [
                say(
                    "views.shapes_count_free" if -1 in record.target else "views.shapes_count",
                    count=math.prod(shape),
                    target=shape_text(record.target),
                    product=math.prod(wanted),
                )
            ]
        case "sizes":
            return [_sizes(record, column) for column in record.columns if column.role == "clash"]
    return [say(f"views.shapes_{record.problem}", call=call)]


def _sizes(record: ShapesRecord, column: Column) -> str:
    found = [
        each.value.shape[dims[0]]
        for each, dims in zip(record.inputs, column.inputs, strict=False)
        if dims
    ]
    sizes = list(dict.fromkeys(found))
    dims = next(dims for dims in column.inputs if dims)
    key = "views.shapes_cat_clash" if record.operation == "cat" else "views.shapes_clash"
    dim = record.dim or 0
    rank = max((len(each.value.shape) for each in record.inputs), default=1)
    return say(
        key,
        call=_name(record.call),
        dim=dim % max(1, rank),
        clash=dims[0],
        sizes=", ".join(map(str, sizes)),
    )


def _name(name: str) -> str:
    return show_line(name, columns=40)
