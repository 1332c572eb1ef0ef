"""Which shape several operands are broadcast to, as torch itself answers.

https://docs.pytorch.org/docs/stable/notes/broadcasting.html
"""

from __future__ import annotations

from typing import Any

import torch

from tutor.probes import History, Recorders, look
from tutor.probes.series import expressions
from tutor.probes.tensors import elements
from tutor.records.job import Show
from tutor.records.views.broadcast import MOST_CELLS, BroadcastRecord, Operand

MOST_OPERANDS = 6


def probe(
    show: Show, namespace: dict[str, Any], recorders: Recorders, history: History
) -> BroadcastRecord:
    """Return the operands that `show.of` names, and their common shape.

    An operand is a tensor, an array, a number, or a shape (a tuple or list of whole numbers). The
    option `result` is an expression for the tensor the operation gave; `into` names the operand an
    in-place operation writes into. Raises TypeError for any other operand.
    """
    del recorders, history
    options = dict(show.options)
    names = expressions(show.of)[:MOST_OPERANDS]
    operands = tuple(_operand(name, look(name, namespace)) for name in names)
    into = options.get("into", "").strip()
    result = _common(operands)
    if result is not None and any(each.name == into != "" for each in operands):
        kept = next(each.shape for each in operands if each.name == into)
        result = result if result == kept else None
    values = _values(options.get("result", ""), result, namespace)
    return BroadcastRecord(operands, result, values, into)


def _operand(name: str, thing: Any) -> Operand:
    if isinstance(thing, torch.Tensor):
        return Operand(name, tuple(thing.shape), elements(thing, MOST_CELLS))
    if isinstance(thing, bool | int | float):
        return Operand(name, (), (thing,))
    shape = thing if isinstance(thing, list | tuple) else getattr(thing, "shape", None)
    if isinstance(shape, list | tuple) and all(type(size) is int for size in shape):
        return Operand(name, tuple(shape))
    raise TypeError(f"{name} is neither a tensor nor a shape, but {type(thing).__name__}")


def _common(operands: tuple[Operand, ...]) -> tuple[int, ...] | None:
    try:
        shapes = [each.shape for each in operands]
        return tuple(torch.broadcast_shapes(*shapes))  # type: ignore[no-untyped-call]
    except RuntimeError:
        return None


def _values(
    expression: str, shape: tuple[int, ...] | None, namespace: dict[str, Any]
) -> tuple[bool | int | float | str, ...]:
    if not expression or shape is None:
        return ()
    made = look(expression, namespace)
    if not isinstance(made, torch.Tensor) or tuple(made.shape) != shape:
        return ()
    return elements(made, MOST_CELLS)
