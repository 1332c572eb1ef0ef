"""Live objects in a few words of Python: what cannot be said without asking one is left unsaid.

Nothing of the learner's is called: a tensor is asked by torch itself, a module of torch's own by
its extra_repr, and anything else is named by its class.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

import torch
from torch.utils.data import DataLoader

from tutor.records.messages import Fact

LONGEST_TEXT = 80
_PLAIN = (bool, int, float, str, type(None))
_ITEMS = (list, tuple, dict)


def fact_of(name: str, thing: Any) -> Fact | None:
    """Return what a thing is; None for what explains nothing: functions, classes, modules."""
    if issubclass(type(thing), torch.Tensor):
        text = _tensor(thing)
        is_leaf, requires_grad = _flags(thing)
        return Fact(name, "tensor", text, is_leaf, requires_grad)
    if issubclass(type(thing), torch.nn.Module):
        return Fact(name, "module", _cut(_module(thing)))
    if issubclass(type(thing), DataLoader):
        return Fact(name, "loader", type(thing).__name__)
    if type(thing) in _PLAIN:
        return Fact(name, "plain", _cut(_plain(thing)))
    if type(thing) in _ITEMS or type(thing) is torch.Size:
        return Fact(name, "items", _cut(_items(thing)))
    if callable(thing) or type(thing).__name__ == "module":
        return None
    return Fact(name, "other", _cut(type(thing).__name__))


def _tensor(tensor: torch.Tensor) -> str:
    """Return dtype and shape, asked of torch itself whatever class the tensor has."""
    try:
        with _plainly():
            dtype = str(torch.Tensor.dtype.__get__(tensor)).removeprefix("torch.")  # type: ignore[attr-defined]
            return f"{dtype} {tuple(torch.Tensor.size(tensor))}"
    except (RuntimeError, TypeError, NotImplementedError, ValueError):
        return "Tensor"


def _plainly() -> AbstractContextManager[None]:
    """Let torch answer for its own part of a tensor, whatever its subclass would say."""
    plainly: AbstractContextManager[None] = torch._C.DisableTorchFunctionSubclass()  # noqa: SLF001 (no public name)
    return plainly


def _flags(tensor: torch.Tensor) -> tuple[bool, bool]:
    with _plainly():
        is_leaf = bool(torch.Tensor.is_leaf.__get__(tensor))  # type: ignore[attr-defined]
        return is_leaf, bool(torch.Tensor.requires_grad.__get__(tensor))  # type: ignore[attr-defined]


def _module(module: torch.nn.Module) -> str:
    """Return a layer of torch as torch prints it, and another module by its class."""
    kind = type(module)
    own = module.__dict__.get("_modules")
    if kind.__module__.startswith("torch.nn.") and not own:
        return f"{kind.__name__}({module.extra_repr()})"
    return kind.__name__


def _plain(thing: Any) -> str:
    if type(thing) is int and thing.bit_length() > 128:
        return f"int of {thing.bit_length()} bits"
    return repr(thing[:LONGEST_TEXT]) if type(thing) is str else repr(thing)


def _items(things: Any) -> str:
    """Return how many things there are and what the first ones are."""
    if type(things) is torch.Size:
        return str(tuple(things))
    if type(things) is dict:
        keys = [repr(key) for key in list(things)[:4] if type(key) in (str, int)]
        more = ", …" if len(things) > len(keys) else ""
        return f"dict of {len(things)}: {', '.join(keys)}{more}"
    first = [
        _tensor(thing) if issubclass(type(thing), torch.Tensor) else _short(thing)
        for thing in things[:3]
    ]
    more = ", …" if len(things) > 3 else ""
    return f"{type(things).__name__} of {len(things)}: {', '.join(first)}{more}"


def _short(thing: Any) -> str:
    return _plain(thing)[:20] if type(thing) in _PLAIN else type(thing).__name__


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
