"""Tensors and the memory they read: which share one storage, and which element lies where."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.records.codec import record

MOST_TENSORS = 8
MOST_CELLS = 64
"""Cells of one storage that are drawn; of a larger one only the facts are sent."""


@record("strided")
@dataclass(frozen=True, slots=True)
class Strided:
    """How one tensor (or numpy array) reads its storage."""

    name: str
    shape: tuple[int, ...]
    dtype: str
    kind: str = "Tensor"
    """Its class: "Tensor", "Parameter", "ndarray"."""
    stride: tuple[int, ...] = ()
    """Steps in elements, one a dimension."""
    offset: int = 0
    """Elements before its first one, in its storage."""
    contiguous: bool = True
    storage: int | None = None
    """Position among the storages; None where it has none that can be addressed."""
    is_view: bool = False
    base: str = ""
    """The variable it is a view of; "" where it is no view, or a view of what has no name."""
    requires_grad: bool = False
    cells: tuple[tuple[int, ...], ...] = ()
    """For each element, row by row, the cells of the storage it covers; only of small storages."""
    layout: str = ""
    """What it is instead of strided: "sparse_coo", "meta"; "" for strided."""


@record("storage")
@dataclass(frozen=True, slots=True)
class Storage:
    """One stretch of memory."""

    bytes: int
    cell: int
    """Bytes of one cell: the smallest element that any of its tensors reads."""
    values: tuple[bool | int | float | str, ...] = ()
    """What the cells hold, as the first tensor of that size reads them; only of small ones."""


@record("memory")
@dataclass(frozen=True, slots=True)
class MemoryRecord:
    """Some variables, and the storages behind them."""

    tensors: tuple[Strided, ...]
    storages: tuple[Storage, ...]
    left_out: int = 0
    """Variables after MOST_TENSORS."""
