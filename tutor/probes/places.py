"""Places of elements in memory, cell by cell, and what the cells hold."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from tutor.probes.tensors import elements

Element = bool | int | float | str
MOST_ELEMENTS = 96
"""Elements of one tensor that are placed: an expanded one has more of them than cells."""


def cells_of(thing: Any, start: int, cell: int) -> tuple[tuple[int, ...], ...]:
    """Return for each element, row by row, the cells it covers; none where there are too many.

    `start` is the address of the first cell, `cell` its size in bytes.
    """
    first, steps, item = _geometry(thing)
    shape = tuple(thing.shape)
    if int(np.prod(shape, dtype=object)) > MOST_ELEMENTS:
        return ()
    wide = max(1, item // cell)
    found: list[tuple[int, ...]] = []
    for index in itertools.product(*map(range, shape)):
        at = (first - start + _dot(index, steps)) // cell
        found.append(tuple(range(at, at + wide)))
    return tuple(found)


def values_of(thing: Any, start: int, cell: int) -> dict[int, Element]:
    """Return cell → what it holds, for all the memory that a tensor's storage or an array reaches.

    `start` is the address of the first cell; elements of `thing` are as wide as a cell.
    """
    if isinstance(thing, np.ndarray):
        places = cells_of(thing, start, cell)
        read = thing.reshape(-1).tolist()
        return {at[0]: _plain(value) for at, value in zip(places, read, strict=False)}
    plain = thing.detach()
    if plain.is_quantized:
        return {}
    storage = plain.untyped_storage()
    lead = (storage.data_ptr() - start) // cell
    whole = torch.empty(0, dtype=plain.dtype).set_(storage)
    return {lead + at: value for at, value in enumerate(elements(whole, storage.nbytes()))}


def _plain(value: Any) -> Element:
    return value if isinstance(value, bool | int | float) else str(value)[:20]


def _geometry(thing: Any) -> tuple[int, Sequence[int], int]:
    """Return the address of the first element, the steps in bytes, and the bytes of an element."""
    if isinstance(thing, np.ndarray):
        return thing.__array_interface__["data"][0], thing.strides, thing.itemsize
    item = thing.element_size()
    return thing.data_ptr(), [step * item for step in thing.stride()], item


def _dot(index: Sequence[int], steps: Sequence[int]) -> int:
    return sum(i * step for i, step in zip(index, steps, strict=True))
