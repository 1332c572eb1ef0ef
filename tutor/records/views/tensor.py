"""A tensor to be looked at: its values, or a summary and a coarse picture of a large one."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.records.codec import record
from tutor.records.values import TensorValue


@record("tensor-summary")
@dataclass(frozen=True, slots=True)
class TensorSummary:
    """What a large tensor comes to; numbers of all finite elements, of complex ones their size."""

    least: float
    mean: float
    most: float
    std: float
    least_at: tuple[int, ...]
    most_at: tuple[int, ...]
    nans: int = 0
    infinities: int = 0
    not_finite_at: tuple[int, ...] = ()
    """Index of the first element that is NaN or infinite."""


@record("tensor-picture")
@dataclass(frozen=True, slots=True)
class Picture:
    """A large tensor in blocks: rows of the leading dimensions, columns of the last."""

    rows: int
    """Rows of elements the picture stands for; its own are at most that many."""
    columns: int
    means: tuple[tuple[float, ...], ...]
    """Mean of each block; NaN where it holds what is not finite."""


@record("tensor-difference")
@dataclass(frozen=True, slots=True)
class Difference:
    """What was expected, and where the tensor is otherwise."""

    name: str
    value: TensorValue
    """The expected tensor, its elements cut like those of the tensor itself."""
    count: int | None
    """How many elements differ beyond rounding; None where shapes differ: nothing is compared."""
    places: tuple[int, ...] = ()
    """Of a small tensor: positions of those elements, row by row."""
    worst: float | None = None
    """Largest difference of two finite elements that differ."""
    worst_at: tuple[int, ...] = ()
    picture: Picture | None = None
    """Of a large tensor: the share of each block that differs."""


@record("tensor-view")
@dataclass(frozen=True, slots=True)
class TensorRecord:
    """A tensor by name."""

    name: str
    value: TensorValue
    summary: TensorSummary | None = None
    """Only where there are more elements than a table shows."""
    picture: Picture | None = None
    against: Difference | None = None
