"""Which samples a DataLoader put into which batch, epoch by epoch."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.records.codec import record

MOST_EPOCHS = 8
MOST_BATCHES = 64
MOST_SAMPLES = 64
MOST_LABELS = 512


@record("batch")
@dataclass(frozen=True, slots=True)
class Batch:
    """One batch."""

    samples: tuple[int | float | str, ...]
    """Indices of its samples, in order, at most MOST_SAMPLES."""
    size: int
    shape: str = ""
    """Shape of what the loader gave, as text."""
    worker: int | None = None
    """The worker process that loaded it, where that is known."""


@record("epoch")
@dataclass(frozen=True, slots=True)
class Epoch:
    """One pass over the data."""

    batches: tuple[Batch, ...]
    missing: tuple[int, ...] = ()
    """Samples that are in no batch: what `drop_last` or a sampler left out."""
    left_out: int = 0
    """Batches after MOST_BATCHES."""
    order: tuple[int, ...] = ()
    """What the sampler gave, where the lesson asks for it."""


@record("batches")
@dataclass(frozen=True, slots=True)
class BatchesRecord:
    """The epochs of a run."""

    epochs: tuple[Epoch, ...]
    samples: int | None = None
    """How many samples the dataset has, where the lesson says so."""
    left_out: int = 0
    labels: tuple[str, ...] = ()
    """The label of each sample by its index, where the lesson asks for them."""
