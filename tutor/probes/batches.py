"""Which samples are in which batch: from the batches a program kept, epoch by epoch."""

from __future__ import annotations

from typing import Any

import torch
from torch.utils.data import DataLoader

from tutor.probes import History, Recorders, look
from tutor.probes.loaders import Watch, watch
from tutor.records.job import Show
from tutor.records.views.batches import (
    MOST_BATCHES,
    MOST_EPOCHS,
    MOST_LABELS,
    MOST_SAMPLES,
    Batch,
    BatchesRecord,
    Epoch,
)

MOST_KNOWN = 4096
"""Samples of a dataset that are looked for in the batches."""


def probe(
    show: Show, namespace: dict[str, Any], recorders: Recorders, history: History
) -> BatchesRecord:
    """Return the epochs that `show.of` holds: a list of epochs, each a list of batches.

    A batch is a tensor or list of sample indices; a single epoch may stand without its list. All
    options are expressions: `size`, the number of samples; `labels`, the label of each sample by
    its index; `order`, what the sampler gave, epoch by epoch; `workers`, the worker of each batch,
    epoch by epoch, or the DataLoader whose workers are meant. Raises TypeError for anything else.
    """
    del history
    options = dict(show.options)
    samples = int(look(options["size"], namespace)) if "size" in options else None
    epochs = _epochs(look(show.of, namespace))
    workers = _workers(options, namespace, recorders)
    orders = _per_epoch(look(options["order"], namespace)) if "order" in options else []
    kept = tuple(
        _epoch(epoch, samples, _at(workers, number), _at(orders, number))
        for number, epoch in enumerate(epochs[:MOST_EPOCHS])
    )
    left_out = max(0, len(epochs) - MOST_EPOCHS)
    return BatchesRecord(kept, samples, left_out, _labels(options, namespace))


def prepare(show: Show) -> Watch | None:
    """Watch the loaders of the run where the workers of the batches are asked for."""
    return watch() if "workers" in dict(show.options) else None


def _workers(
    options: dict[str, str], namespace: dict[str, Any], recorders: Recorders
) -> list[list[Any]]:
    """Return the worker of each batch, epoch by epoch."""
    if "workers" not in options:
        return []
    named = look(options["workers"], namespace)
    if not isinstance(named, DataLoader):
        return _per_epoch(named)
    seen: Watch = recorders["batches"]
    passes = [each for each in seen.passes if each.loader == seen.number_of(named)]
    return [[each.worker_of(batch) for batch in range(each.batches)] for each in passes]


def _per_epoch(thing: Any) -> list[list[Any]]:
    """Return numbers epoch by epoch; those of a single epoch may stand without its list."""
    items = thing.tolist() if isinstance(thing, torch.Tensor) else list(thing)
    inner = [i.tolist() if isinstance(i, torch.Tensor) and i.dim() else i for i in items]
    if inner and all(isinstance(item, list | tuple) for item in inner):
        return [list(item) for item in inner]
    return [inner]


def _labels(options: dict[str, str], namespace: dict[str, Any]) -> tuple[str, ...]:
    if "labels" not in options:
        return ()
    labels = look(options["labels"], namespace)
    return tuple(str(_sample(label)) for label in list(labels)[:MOST_LABELS])


def _at(epochs: list[list[Any]], number: int) -> list[Any]:
    return epochs[number] if number < len(epochs) else []


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


def _epoch(batches: list[Any], samples: int | None, workers: list[Any], order: list[Any]) -> Epoch:
    read = [_samples(batch) for batch in batches]
    seen = {sample for batch in read for sample in batch}
    given = [sample for sample in map(_sample, order) if isinstance(sample, int)]
    known = range(min(samples, MOST_KNOWN)) if samples else given
    missing = tuple(sample for sample in known if sample not in seen)
    kept = tuple(
        Batch(tuple(numbers[:MOST_SAMPLES]), len(numbers), _shape(batch), _worker(workers, place))
        for place, (batch, numbers) in enumerate(zip(batches[:MOST_BATCHES], read, strict=False))
    )
    left_out = max(0, len(batches) - MOST_BATCHES)
    return Epoch(kept, missing[:MOST_SAMPLES], left_out, tuple(given[: 4 * MOST_SAMPLES]))


def _worker(workers: list[Any], place: int) -> int | None:
    worker = _sample(workers[place]) if place < len(workers) else None
    return worker if isinstance(worker, int) and worker >= 0 else None


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
