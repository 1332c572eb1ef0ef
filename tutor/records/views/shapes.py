"""How an operation makes one shape of others: what goes in, what comes out, and from where."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.records.codec import record
from tutor.records.values import TensorValue

MOST_CELLS = 256
"""Elements of one tensor whose values are sent; of a larger one only the shape."""
MOST_INPUTS = 8


@record("shaped")
@dataclass(frozen=True, slots=True)
class Shaped:
    """One tensor as a box."""

    name: str
    value: TensorValue
    """Its elements only where there are at most MOST_CELLS."""
    sources: tuple[int, ...] = ()
    """For the result: for each element, row by row, the position of the input it came from."""


@record("shape-column")
@dataclass(frozen=True, slots=True)
class Column:
    """Dimensions that belong together: those of each input, and those of the result."""

    role: str
    """"same", "new", "joined", "inner", "gone", "moved", "grouped", "stretched" or "clash"."""
    inputs: tuple[tuple[int, ...], ...]
    """For each input its dimensions in this column; () where it has none."""
    result: tuple[int, ...]
    """Dimensions of the result; () where nothing is left of it."""


@record("shapes")
@dataclass(frozen=True, slots=True)
class ShapesRecord:
    """Tensors that an operation takes, and the result."""

    inputs: tuple[Shaped, ...]
    result: Shaped | None
    """None where the operation raises."""
    operation: str = ""
    """"stack", "cat", "matmul", "reshape", "permute", "reduce"; "" where it is none of these."""
    dim: int | None = None
    columns: tuple[Column, ...] = ()
    problem: str = ""
    """Why it raises: "sizes", "ranks", "scalar", "dim", "inner", "count", "strides" or "other"; ""
    where it does not."""
    call: str = ""
    """The operation as the lesson names it: "sum", "flatten"."""
    names: tuple[str, ...] = ()
    """What the dimensions of the result stand for, where the lesson says so."""
    target: tuple[int, ...] = ()
    """The shape that was asked for, where the count of elements does not fit it."""
    left_out: int = 0
    """Inputs after MOST_INPUTS."""
