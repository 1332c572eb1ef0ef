"""Which samples a DataLoader put into which batch, epoch by epoch."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.records.codec import record

MOST_EPOCHS = 8
MOST_BATCHES = 64
MOST_SAMPLES = 64


@record("batch")
@dataclass(frozen=True, slots=True)
class Batch:
    """One batch."""

    samples: tuple[int | float | str, ...]
    """Indices of its samples, in order, at most MOST_SAMPLES."""
    size: int
    shape: str = ""
    """Shape of what the loader gave, as text."""


@record("epoch")
@dataclass(frozen=True, slots=True)
class Epoch:
    """One pass over the data."""

    batches: tuple[Batch, ...]
    missing: tuple[int, ...] = ()
    """Samples that are in no batch: what `drop_last` or a sampler left out."""
    left_out: int = 0
    """Batches after MOST_BATCHES."""


@record("batches")
@dataclass(frozen=True, slots=True)
class BatchesRecord:
    """The epochs of a run."""

    epochs: tuple[Epoch, ...]
    samples: int | None = None
    """How many samples the dataset has, where the lesson says so."""
    left_out: int = 0
