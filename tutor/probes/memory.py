"""Where tensors keep their elements: storage, offset and strides, and who shares with whom.

Two share memory where the byte ranges of their storages meet: `torch.from_numpy` makes a storage of
its own over memory that is not its own.
https://docs.pytorch.org/docs/stable/tensor_view.html
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch

from tutor.probes import History, Recorders, look
from tutor.probes.names import names_of
from tutor.probes.places import Element, cells_of, values_of
from tutor.probes.series import expressions
from tutor.records.job import Show
from tutor.records.views.memory import MOST_CELLS, MOST_TENSORS, MemoryRecord, Storage, Strided


@dataclass(frozen=True, eq=False)
class Extent:
    """The bytes a storage takes, and the thing that reads them."""

    thing: Any
    start: int
    stop: int
    item: int


def probe(
    show: Show, namespace: dict[str, Any], recorders: Recorders, history: History
) -> MemoryRecord:
    """Return what `show.of` names, each with its strides, and the storages they read.

    Raises TypeError for what is neither a tensor nor a numpy array.
    """
    del recorders, history
    names = expressions(show.of)
    things = [look(name, namespace) for name in names[:MOST_TENSORS]]
    known = names_of(namespace) | _arrays(namespace)
    facts = [_facts(name, thing, known) for name, thing in zip(names, things, strict=False)]
    extents = [_extent(thing) for thing in things]
    groups = _groups([extent for extent in extents if extent is not None])
    tensors = [
        fact if extent is None else _placed(fact, extent, groups)
        for fact, extent in zip(facts, extents, strict=True)
    ]
    storages = tuple(_storage(group) for group in groups)
    return MemoryRecord(tuple(tensors), storages, max(0, len(names) - MOST_TENSORS))


def _arrays(namespace: dict[str, Any]) -> dict[int, str]:
    return {id(thing): name for name, thing in namespace.items() if isinstance(thing, np.ndarray)}


def _facts(name: str, thing: Any, known: dict[int, str]) -> Strided:
    if isinstance(thing, np.ndarray):
        return Strided(
            name,
            tuple(thing.shape),
            str(thing.dtype),
            kind="ndarray",
            stride=tuple(step // max(1, thing.itemsize) for step in thing.strides),
            contiguous=bool(thing.flags.c_contiguous),
            is_view=isinstance(thing.base, np.ndarray),
            base=known.get(id(thing.base), ""),
        )
    if not isinstance(thing, torch.Tensor):
        raise TypeError(f"{name} is no tensor but {type(thing).__name__}")
    dtype = str(thing.dtype).removeprefix("torch.")
    layout = _layout(thing)
    plain = Strided(name, tuple(thing.shape), dtype, type(thing).__name__, layout=layout)
    plain = replace(plain, requires_grad=thing.requires_grad)
    if layout:
        return plain
    base = thing._base  # noqa: SLF001 (PyTorch's own name for what a view is a view of)
    return replace(
        plain,
        stride=tuple(thing.stride()),
        offset=int(thing.storage_offset()),
        contiguous=thing.is_contiguous(),
        is_view=base is not None,
        base="" if base is None else known.get(id(base), ""),
    )


def _layout(tensor: torch.Tensor) -> str:
    """Return what keeps a tensor from having one addressable storage; "" for nothing."""
    if tensor.layout != torch.strided:
        return str(tensor.layout).removeprefix("torch.")
    if tensor.is_nested:
        return "nested"
    return "" if tensor.device.type == "cpu" else tensor.device.type


def _extent(thing: Any) -> Extent | None:
    if isinstance(thing, np.ndarray):
        return _reach(thing)
    if _layout(thing):
        return None
    storage = thing.untyped_storage()
    start = storage.data_ptr()
    return Extent(thing, start, start + storage.nbytes(), thing.element_size())


def _reach(array: np.ndarray[Any, Any]) -> Extent:
    """Return the bytes an array reaches, backwards too where a stride is negative."""
    first, item = array.__array_interface__["data"][0], array.itemsize
    if array.size == 0:
        return Extent(array, first, first, item)
    steps = [(size - 1) * step for size, step in zip(array.shape, array.strides, strict=True)]
    below = sum(step for step in steps if step < 0)
    above = sum(step for step in steps if step > 0)
    return Extent(array, first + below, first + above + item, item)


def _groups(extents: list[Extent]) -> list[list[Extent]]:
    """Return extents that meet as one group, groups in the order of their first variable."""
    groups: list[list[Extent]] = []
    for extent in extents:
        meeting = [group for group in groups if any(_meet(extent, each) for each in group)]
        merged = [each for group in meeting for each in group] + [extent]
        if meeting:
            groups[groups.index(meeting[0])] = merged
            groups = [group for group in groups if group not in meeting[1:]]
        else:
            groups.append(merged)
    return groups


def _meet(one: Extent, other: Extent) -> bool:
    return one.start < other.stop and other.start < one.stop


def _placed(fact: Strided, extent: Extent, groups: list[list[Extent]]) -> Strided:
    number = next(i for i, group in enumerate(groups) if any(each is extent for each in group))
    start, count, cell = _bounds(groups[number])
    cells = cells_of(extent.thing, start, cell) if count <= MOST_CELLS else ()
    offset = fact.offset
    if fact.kind == "ndarray":
        first = extent.thing.__array_interface__["data"][0]
        offset = (first - start) // max(1, extent.item)
    return replace(fact, storage=number, cells=cells, offset=offset)


def _bounds(group: list[Extent]) -> tuple[int, int, int]:
    """Return address, number of cells and bytes of a cell."""
    start, stop = min(each.start for each in group), max(each.stop for each in group)
    cell = max(1, min(each.item for each in group))
    return start, (stop - start) // cell, cell


def _storage(group: list[Extent]) -> Storage:
    start, count, cell = _bounds(group)
    length = max(each.stop for each in group) - start
    if count > MOST_CELLS:
        return Storage(length, cell)
    values: list[Element] = [""] * count
    for reader in group:
        if reader.item == cell:
            read = values_of(reader.thing, start, cell)
            for at, value in read.items():
                values[at] = value if values[at] == "" else values[at]
    return Storage(length, cell, tuple(values) if any(v != "" for v in values) else ())
