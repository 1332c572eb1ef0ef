"""Which samples are in which batch: from the batches a program kept, epoch by epoch."""

from __future__ import annotations

from typing import Any

import torch

from tutor.probes import History, Recorders, look
from tutor.records.job import Show
from tutor.records.views.batches import (
    MOST_BATCHES,
    MOST_EPOCHS,
    MOST_SAMPLES,
    Batch,
    BatchesRecord,
    Epoch,
)


def probe(
    show: Show, namespace: dict[str, Any], recorders: Recorders, history: History
) -> BatchesRecord:
    """Return the epochs that `show.of` holds: a list of epochs, each a list of batches.

    A batch is a tensor or list of sample indices; a single epoch may stand without its list. The
    option `size` is an expression for the number of samples. Raises TypeError for anything else.
    """
    del recorders, history
    options = dict(show.options)
    samples = int(look(options["size"], namespace)) if "size" in options else None
    epochs = _epochs(look(show.of, namespace))
    kept = tuple(_epoch(epoch, samples) for epoch in epochs[:MOST_EPOCHS])
    return BatchesRecord(kept, samples, max(0, len(epochs) - MOST_EPOCHS))


def _epochs(thing: Any) -> list[list[Any]]:
    if not isinstance(thing, list | tuple):
        raise TypeError("batches are a list of epochs, each a list of batches")
    if all(isinstance(item, list | tuple) and not _is_batch(item) for item in thing):
        return [list(item) for item in thing]
    return [list(thing)]


def _is_batch(thing: Any) -> bool:
    """Tell a batch (a tensor, or a list of numbers) from an epoch."""
    if isinstance(thing, torch.Tensor):
        return True
    if not isinstance(thing, list | tuple):
        return False
    return bool(thing) and not any(isinstance(i, list | tuple | torch.Tensor) for i in thing)


def _epoch(batches: list[Any], samples: int | None) -> Epoch:
    read = [_samples(batch) for batch in batches]
    seen = {sample for batch in read for sample in batch}
    missing = tuple(i for i in range(min(samples, 4096)) if i not in seen) if samples else ()
    kept = tuple(
        Batch(tuple(numbers[:MOST_SAMPLES]), len(numbers), _shape(batch))
        for batch, numbers in zip(batches[:MOST_BATCHES], read, strict=False)
    )
    return Epoch(kept, missing[:MOST_SAMPLES], max(0, len(batches) - MOST_BATCHES))


def _samples(batch: Any) -> list[int | float | str]:
    """Return the indices in a batch; whole numbers as ints."""
    items = batch.reshape(-1).tolist() if isinstance(batch, torch.Tensor) else list(batch)
    return [_sample(item) for item in items]


def _sample(item: Any) -> int | float | str:
    if isinstance(item, torch.Tensor) and item.numel() == 1:
        item = item.item()
    if isinstance(item, float) and item.is_integer():
        return int(item)
    return item if isinstance(item, int | float) else str(item)[:20]


def _shape(batch: Any) -> str:
    if isinstance(batch, torch.Tensor):
        return str(tuple(batch.shape))
    return f"{type(batch).__name__} of {len(batch)}"
