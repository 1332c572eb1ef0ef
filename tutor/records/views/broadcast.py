"""Shapes that one operation brings to a common shape, or the dimension where they clash."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.records.codec import record

MOST_CELLS = 64
"""Elements of one operand whose values are sent; of a larger one only the shape."""


@record("operand")
@dataclass(frozen=True, slots=True)
class Operand:
    """One tensor (or a bare shape) that takes part."""

    name: str
    shape: tuple[int, ...]
    values: tuple[bool | int | float | str, ...] = ()
    """Its elements, row by row; empty where there are more than MOST_CELLS, or only a shape."""


@record("broadcast")
@dataclass(frozen=True, slots=True)
class BroadcastRecord:
    """Operands in the order of the expression, and what they come to."""

    operands: tuple[Operand, ...]
    result: tuple[int, ...] | None
    """The common shape; None where torch refuses."""
    values: tuple[bool | int | float | str, ...] = ()
    """Elements of the tensor the lesson named as the result, at most MOST_CELLS."""
    into: str = ""
    """The operand an in-place operation writes into, which cannot grow; "" for none."""
