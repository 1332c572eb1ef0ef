"""Which tensors and numpy arrays lie in the same memory.

Two tensors are a view and its base, or two views, where their storages overlap:
https://docs.pytorch.org/docs/stable/tensor_view.html
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from tutor.probes.bounds import is_a


def memory_groups(things: Sequence[object]) -> list[int]:
    """Return for each thing the number of its group, from 1; 0 where it shares with no other.

    One object under several names is no group of its own.
    """
    spans = sorted(
        (span, place) for place, thing in enumerate(things) if (span := _span(thing)) is not None
    )
    groups = [0] * len(things)
    clusters: list[list[int]] = []
    end = -1
    for (start, stop), place in spans:
        if start >= end:
            clusters.append([])
        clusters[-1].append(place)
        end = max(end, stop)
    shared = [each for each in clusters if len({id(things[place]) for place in each}) > 1]
    for number, members in enumerate(sorted(shared, key=min), start=1):
        for place in members:
            groups[place] = number
    return groups


def _span(thing: object) -> tuple[int, int] | None:
    """Return the addresses a tensor's storage or an array's elements lie between."""
    if type(thing) is np.ndarray:
        return _array_span(thing)
    if not is_a(thing, torch.Tensor) or not isinstance(thing, torch.Tensor):
        return None
    try:
        storage = thing.untyped_storage()
        start = storage.data_ptr()
        size = storage.nbytes()
    except (RuntimeError, NotImplementedError):
        return None  # sparse, functional and lazy tensors have no storage to point at
    return (start, start + size) if start and size else None


def _array_span(array: np.ndarray[Any, Any]) -> tuple[int, int] | None:
    """Return the addresses of all that the array is a view of."""
    while type(array.base) is np.ndarray:
        array = array.base
    start = int(array.__array_interface__["data"][0])
    return (start, start + array.nbytes) if start and array.nbytes else None
