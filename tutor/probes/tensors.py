"""The tensors a lesson names in a list; a name that stands for a list of them stands for each."""

from __future__ import annotations

from typing import Any

import torch

from tutor.probes import look
from tutor.probes.series import expressions
from tutor.probes.values import snapshot
from tutor.records.values import TensorValue

Element = bool | int | float | str


def named_tensors(
    option: str, namespace: dict[str, Any], most: int
) -> list[tuple[str, torch.Tensor]]:
    """Return name and tensor in order, `most` of one list; raises TypeError for what is none."""
    found: list[tuple[str, torch.Tensor]] = []
    for name in expressions(option) if option.strip() else []:
        thing = look(name, namespace)
        if isinstance(thing, list | tuple):
            items = enumerate(thing[:most])
            found += [(f"{name}[{i}]", tensor_of(f"{name}[{i}]", item)) for i, item in items]
        else:
            found.append((name, tensor_of(name, thing)))
    return found


def tensor_of(name: str, thing: Any) -> torch.Tensor:
    """Return `thing` where it is a tensor; raises TypeError where it is none."""
    if not isinstance(thing, torch.Tensor):
        raise TypeError(f"{name} is no tensor but {type(thing).__name__}")
    return thing


def elements(tensor: torch.Tensor, most: int) -> tuple[Element, ...]:
    """Return all elements, row by row, or none where there are more than `most`."""
    if tensor.numel() > most:
        return ()
    value = snapshot(tensor)
    return value.values if isinstance(value, TensorValue) else ()
