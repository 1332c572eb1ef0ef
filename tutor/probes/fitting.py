"""The view that fits an object by its type, and what that view is to look at.

Nothing of the object is called that its view would not call; no random number is drawn.
"""

from __future__ import annotations

import contextlib
import numbers
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import torch
from torch.utils.data import DataLoader

from tutor.probes.bounds import is_a
from tutor.records.job import Show
from tutor.records.views.batches import MOST_BATCHES

MOST_ITEMS = 40
"""Items of a container that are looked at."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """A view, and what the expressions in it have come to."""

    show: Show
    known: Mapping[str, Any]


def fitting(name: str, thing: Any) -> Fitting:
    """Return the view that fits `thing`, which the program calls `name`."""
    if is_a(thing, torch.nn.Module):
        return _one("modules", name, thing)
    if is_a(thing, torch.Tensor):
        return _one("tensor" if thing.grad_fn is None else "graph", name, thing)
    if is_a(thing, DataLoader) and thing.batch_sampler is not None:
        return _epoch(name, thing)
    if is_a(thing, list | tuple):  # type: ignore[arg-type]
        items = list(islice(thing, MOST_ITEMS))
        if len(items) > 1 and all(map(_is_number, items)):
            return _one("series", name, thing)
        if items and (all(map(_is_batch, items)) or all(map(_is_epoch, items))):
            return _one("batches", name, thing)
    return _variables(name, thing)


def plain(name: str, thing: Any) -> Fitting:
    """Return the view that any object has."""
    return _one("variables", name, thing)


def _one(kind: str, name: str, thing: Any) -> Fitting:
    return Fitting(Show(kind, name), {name: thing})


def _is_number(item: Any) -> bool:
    if is_a(item, torch.Tensor):
        return item.dim() == 0 and not item.is_complex() and item.dtype != torch.bool
    return item is None or (is_a(item, numbers.Real) and not is_a(item, bool))


def _is_index(item: Any) -> bool:
    return is_a(item, int) and not is_a(item, bool)


def _is_batch(item: Any) -> bool:
    """Tell a list of sample indices: whole numbers in one dimension."""
    if is_a(item, torch.Tensor):
        return item.dim() == 1 and not (item.is_floating_point() or item.is_complex())
    return is_a(item, list) and bool(item) and all(map(_is_index, item[:MOST_ITEMS]))


def _is_epoch(item: Any) -> bool:
    return is_a(item, list) and bool(item) and all(map(_is_batch, item[:MOST_ITEMS]))


def _epoch(name: str, loader: DataLoader[Any]) -> Fitting:
    """Return the batches an epoch of the loader would have now."""
    sampler: Any = loader.batch_sampler
    with _untouched_generators(loader):
        batches = [list(batch) for batch in islice(sampler, MOST_BATCHES)]
    if not batches or not all(map(_is_batch, batches)):
        return _one("variables", name, loader)
    size = getattr(loader.sampler, "__len__", None)
    options = (("size", str(size())),) if size is not None else ()
    return Fitting(Show("batches", name, options), {name: batches})


@contextlib.contextmanager
def _untouched_generators(loader: DataLoader[Any]) -> Iterator[None]:
    """Leave every generator that an order is drawn from as it was."""
    own = (loader.generator, getattr(loader.sampler, "generator", None))
    states = [(each, each.get_state()) for each in own if isinstance(each, torch.Generator)]
    with torch.random.fork_rng(devices=()):
        try:
            yield
        finally:
            for generator, state in states:
                generator.set_state(state)


def _variables(name: str, thing: Any) -> Fitting:
    """Return the things in a container of named ones or of tensors, else the thing itself."""
    if is_a(thing, dict) and thing and all(is_a(key, str) for key in thing):
        known = {f"{name}[{key!r}]": thing[key] for key in islice(thing, MOST_ITEMS)}
    elif is_a(thing, list | tuple) and any(is_a(each, torch.Tensor) for each in thing):  # type: ignore[arg-type]
        known = {f"{name}[{n}]": each for n, each in enumerate(thing[:MOST_ITEMS])}
    else:
        return plain(name, thing)
    return Fitting(Show("variables", ", ".join(known)), known)
