"""What passes through a hook, by shape and, where it is small, by value; nothing is kept alive.

Reading is hidden from the modes and tensor subclasses of the program, which would otherwise see
operations that are not its own.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import torch
from torch.utils._python_dispatch import _disable_current_modes

from tutor.probes.bounds import class_name, is_a
from tutor.records.views.timeline import MOST_VALUES, Seen

MOST_SEEN = 6
DEEPEST = 4
LARGEST = 1e15
"""A number beyond it is named by its class."""


def seen(thing: Any) -> tuple[Seen, ...]:
    """Return the tensors (and what else there is) in `thing`, tuples and dicts opened."""
    with unseen_by_the_program():
        return tuple(_one(item) for item in flat(thing))


@contextlib.contextmanager
def unseen_by_the_program() -> Iterator[None]:
    """Read tensors without the program's own modes and subclasses being called."""
    with torch._C.DisableTorchFunction(), _disable_current_modes():  # noqa: SLF001
        yield


def flat(thing: Any, depth: int = 0) -> list[Any]:
    """Return the items of nested tuples, lists and dicts; the rest of many as one Ellipsis."""
    if depth >= DEEPEST or not is_a(thing, tuple | list | dict):  # type: ignore[arg-type]
        return [thing]
    found: list[Any] = []
    for item in list(thing.values() if is_a(thing, dict) else thing)[: MOST_SEEN + 1]:
        found += flat(item, depth + 1)
    return found if len(found) <= MOST_SEEN else [*found[:MOST_SEEN], ...]


def _one(thing: Any) -> Seen:
    if thing is ...:
        return Seen("…")
    if thing is None:
        return Seen("None")
    if type(thing) in (bool, int, float) and abs(thing) < LARGEST:
        return Seen(class_name(thing), (), (thing,))
    if not is_a(thing, torch.Tensor):
        return Seen(class_name(thing))
    try:
        return Seen("", tuple(thing.shape), _values(thing))
    except (RuntimeError, NotImplementedError, TypeError, ValueError):
        return Seen(class_name(thing))


def _values(tensor: torch.Tensor) -> tuple[Any, ...]:
    if tensor.numel() > MOST_VALUES or tensor.dim() > 2:
        return ()
    try:
        values = tensor.detach().reshape(-1).tolist()
    except (RuntimeError, NotImplementedError):
        return ()  # within vmap, on meta and in a fake mode there are no values
    return tuple(str(each).strip("()") if isinstance(each, complex) else each for each in values)


def versions(thing: Any) -> tuple[tuple[int, int], ...]:
    """Return identity and version of each tensor, which every operation in place counts up."""
    tensors = [item for item in flat(thing) if is_a(item, torch.Tensor)]
    with unseen_by_the_program():
        return tuple((id(tensor), _version(tensor)) for tensor in tensors)


def _version(tensor: torch.Tensor) -> int:
    try:
        return int(tensor._version)  # noqa: SLF001
    except RuntimeError:
        return 0  # made in inference mode
