"""The names a program gave its tensors: variables, and parameters by their module path."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Mapping
from typing import Any

import torch


def names_of(namespace: dict[str, Any]) -> dict[int, str]:
    """Return id of tensor → its name in the program; a variable wins over a module path."""
    names: dict[int, str] = {}
    for name, thing in namespace.items():
        if name.startswith("_"):
            continue
        if isinstance(thing, torch.nn.Module):
            for path, parameter in thing.named_parameters():
                names.setdefault(id(parameter), f"{name}.{path}")
        elif isinstance(thing, list | tuple):
            for index, item in enumerate(thing[:100]):
                if isinstance(item, torch.Tensor):
                    names.setdefault(id(item), f"{name}[{index}]")
    for name, thing in namespace.items():
        if isinstance(thing, torch.Tensor) and not name.startswith("_"):
            names[id(thing)] = name
    return names


def variables_now() -> dict[str, Any]:
    """Return the program's variables at this moment: globals, and locals of its functions."""
    program = sys.modules["__main__"].__dict__
    found = dict(program)
    inside: list[Mapping[str, Any]] = []
    frame = inspect.currentframe()
    while frame is not None:
        if frame.f_globals is program and frame.f_code.co_flags & inspect.CO_OPTIMIZED:
            inside.append(frame.f_locals)
        frame = frame.f_back
    for variables in reversed(inside):
        found.update(variables)
    return found
