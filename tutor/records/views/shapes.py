"""How `stack` or `cat` puts tensors together: what goes in, what comes out, and from where."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.records.codec import record
from tutor.records.values import TensorValue

MOST_CELLS = 256
"""Elements of one tensor whose values are sent; of a larger one only the shape."""


@record("shaped")
@dataclass(frozen=True, slots=True)
class Shaped:
    """One tensor as a box."""

    name: str
    value: TensorValue
    """Its elements only where there are at most MOST_CELLS."""
    sources: tuple[int, ...] = ()
    """For the result: for each element, row by row, the position of the input it came from."""


@record("shapes")
@dataclass(frozen=True, slots=True)
class ShapesRecord:
    """Tensors that are put together, and the result."""

    inputs: tuple[Shaped, ...]
    result: Shaped
    operation: str = ""
    """"stack", "cat", or "" where the result is neither of its inputs."""
    dim: int | None = None
