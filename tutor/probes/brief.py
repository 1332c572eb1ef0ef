"""A value in a few hundred bytes at most, for pictures that show many of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import torch

from tutor.probes.bounds import class_name, is_a, named
from tutor.probes.values import snapshot
from tutor.records.values import (
    MappingValue,
    NamedValue,
    ObjectValue,
    Plain,
    SequenceValue,
    TensorValue,
    Value,
)
from tutor.records.views.variables import MOST_ELEMENTS

MOST_ITEMS = 8
DEEPEST = 2
LONGEST = 160


def brief(thing: Any) -> Value:
    """Return `thing` as a small Value; never raises, whatever the object does when looked at.

    A tensor of more than MOST_ELEMENTS elements comes without them.
    """
    if is_a(thing, torch.Tensor):
        return _tensor(thing)
    if type(thing) in (list, tuple) and len(thing) > MOST_ITEMS:
        cut = tuple(brief(item) for item in thing[:MOST_ITEMS])
        return SequenceValue(class_name(thing), tuple(_few(item, 1) for item in cut), len(thing))
    try:
        return _few(snapshot(thing), 0)
    except Exception as error:  # noqa: BLE001 (what the learner's object does when it is asked)
        kind = class_name(thing)
        return ObjectValue(kind, f"<{kind}: {type(error).__name__}>")


def _tensor(tensor: torch.Tensor) -> Value:
    try:
        small = tensor.numel() <= MOST_ELEMENTS
        return _few(snapshot(tensor), 0) if small else _without_elements(tensor)
    except (RuntimeError, NotImplementedError, TypeError, ValueError) as error:
        kind = class_name(tensor)
        return ObjectValue(kind, named(f"{kind}: {error}"))


def _without_elements(tensor: torch.Tensor) -> TensorValue:
    node = tensor.grad_fn
    return TensorValue(
        shape=tuple(tensor.shape),
        dtype=str(tensor.dtype).removeprefix("torch."),
        values=(),
        digest="cut",
        device=str(tensor.device),
        requires_grad=tensor.requires_grad,
        is_leaf=tensor.is_leaf,
        grad_fn=None if node is None else named(node.name().removeprefix("torch::autograd::")),
        is_parameter=is_a(tensor, torch.nn.Parameter),
    )


def _few(value: Value, depth: int) -> Value:
    """Return the value with few of its parts and short texts."""
    match value:
        case Plain(value=str() as text):
            return Plain(_cut(text))
        case ObjectValue(text=text):
            return replace(value, text=_cut(text))
        case NamedValue(name=name):
            return replace(value, name=_cut(name))
        case TensorValue(values=values) if len(values) > MOST_ELEMENTS or value.digest:
            return replace(value, values=(), digest="cut")
        case SequenceValue(kind=kind) | MappingValue(kind=kind) if depth >= DEEPEST:
            return ObjectValue(kind, f"{kind}(…)")
        case SequenceValue(items=items):
            return replace(value, items=tuple(_few(each, depth + 1) for each in items[:MOST_ITEMS]))
        case MappingValue(items=pairs):
            few = tuple((_few(k, depth + 1), _few(v, depth + 1)) for k, v in pairs[:MOST_ITEMS])
            return replace(value, items=few)
        case _:
            return value


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
