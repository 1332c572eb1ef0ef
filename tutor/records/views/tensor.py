"""A tensor to be looked at: its values, or a summary and a coarse picture of a large one."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.records.codec import record
from tutor.records.values import TensorValue


@record("tensor-summary")
@dataclass(frozen=True, slots=True)
class TensorSummary:
    """What a large tensor comes to; numbers of all finite elements."""

    least: float
    mean: float
    most: float
    not_finite: int


@record("tensor-view")
@dataclass(frozen=True, slots=True)
class TensorRecord:
    """A tensor by name."""

    name: str
    value: TensorValue
    summary: TensorSummary | None = None
    """Only where there are more elements than a table shows."""
    picture: tuple[tuple[float, ...], ...] = ()
    """Rows of means over blocks of a large 2-d (or flattened) tensor."""
