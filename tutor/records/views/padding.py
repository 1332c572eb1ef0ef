"""A batch of sequences of unequal length: which of its places are real and which are padding."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.records.codec import record

MOST_ROWS = 32
MOST_COLUMNS = 512
MOST_VALUES = 1024
"""Places of a batch whose values are sent; of a larger one only which of them are real."""


@record("padded-row")
@dataclass(frozen=True, slots=True)
class PaddedRow:
    """One sequence of the batch."""

    real: str
    """A "1" for each real place and a "0" for each place of padding, at most MOST_COLUMNS."""
    length: int
    """How many real places it has."""
    values: tuple[bool | int | float | str, ...] = ()
    """What stands in its places; empty where the batch is too large to send them."""


@record("padding")
@dataclass(frozen=True, slots=True)
class PaddingRecord:
    """A padded batch by name."""

    name: str
    shape: tuple[int, ...]
    dtype: str
    rows: tuple[PaddedRow, ...]
    padded: int
    """Places of padding in the whole batch."""
    fill: bool | int | float | str | None = None
    """The value all of them hold; None where they differ or there are none."""
    known_by: str = ""
    """What told them apart: "lengths", "mask" or "value"."""
    norms: int = 0
    """Numbers in the vector of one place, whose norm then stands in `values`; 0 for no vectors."""
    left_out: int = 0
    """Rows after MOST_ROWS."""
