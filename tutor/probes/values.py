"""Live objects to Values: plain, bounded copies that no later line of the program can change."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import torch

from tutor.records.values import (
    MOST_ELEMENTS,
    MappingValue,
    NamedValue,
    ObjectValue,
    Plain,
    SequenceValue,
    TensorValue,
    Value,
)

DEEPEST = 6
LONGEST_TEXT = 2000
LARGEST_INT_BITS = 2000
MOST_ITEMS = 200
_SEQUENCES = (list, tuple, set, frozenset, range)


def snapshot(thing: object, depth: int = 0) -> Value:
    """Return `thing` as plain data; never raises, whatever the object does when looked at."""
    if isinstance(thing, torch.Tensor):
        return _tensor(thing)
    if thing is None or isinstance(thing, bool | float | str) or type(thing) is int:
        return _plain(thing)
    if isinstance(thing, torch.dtype):
        return NamedValue("dtype", str(thing))
    if isinstance(thing, torch.device):
        return NamedValue("device", str(thing))
    if isinstance(thing, BaseException):
        return NamedValue("exception", type(thing).__name__)
    if isinstance(thing, type):
        return NamedValue("class", _cut(thing.__name__))
    if isinstance(thing, _SEQUENCES) and depth < DEEPEST:
        return _sequence(thing, depth)
    if isinstance(thing, dict) and depth < DEEPEST:
        return _mapping(thing, depth)
    if isinstance(thing, torch.autograd.graph.Node):
        return NamedValue("node", _cut(thing.name().removeprefix("torch::autograd::")))
    return _other(thing)


def _plain(thing: Any) -> Value:
    if isinstance(thing, str):
        return Plain(_cut(str(thing)))
    if isinstance(thing, int) and thing.bit_length() > LARGEST_INT_BITS:
        return ObjectValue("int", f"an int of {thing.bit_length()} bits")
    if isinstance(thing, float):
        return Plain(float(thing))
    return Plain(thing)


def _tensor(tensor: torch.Tensor) -> Value:
    """Return a tensor as data; one whose elements cannot be read is named by its type.

    Metadata as in https://docs.pytorch.org/docs/stable/tensors.html.
    """
    try:
        values, digest = _elements(tensor)
        grad_fn = tensor.grad_fn
        return TensorValue(
            shape=tuple(tensor.shape),
            dtype=str(tensor.dtype).removeprefix("torch."),
            values=values,
            digest=digest,
            device=str(tensor.device),
            requires_grad=tensor.requires_grad,
            is_leaf=tensor.is_leaf,
            grad_fn=None if grad_fn is None else grad_fn.name().removeprefix("torch::autograd::"),
            is_parameter=isinstance(tensor, torch.nn.Parameter),
        )
    except (RuntimeError, NotImplementedError, TypeError, ValueError) as error:
        return ObjectValue(type(tensor).__name__, _cut(f"{type(tensor).__name__}: {error}"))


def _elements(tensor: torch.Tensor) -> tuple[tuple[Any, ...], str]:
    plain = tensor.detach()
    if plain.is_sparse or plain.layout != torch.strided:
        plain = plain.to_dense()
    if plain.is_quantized:
        plain = plain.dequantize()
    flat = plain.reshape(-1)
    digest = ""
    if flat.numel() > MOST_ELEMENTS:
        data = flat.contiguous().view(torch.uint8).numpy().tobytes()
        digest = hashlib.blake2b(data, digest_size=16).hexdigest()
        flat = flat[:MOST_ELEMENTS]
    values = flat.tolist()
    if plain.is_complex():
        values = [str(value).strip("()") for value in values]
    return tuple(values), digest


def _sequence(thing: Any, depth: int) -> Value:
    items = list(thing) if not isinstance(thing, set | frozenset) else _sorted(thing)
    most = MOST_ELEMENTS if depth == 0 else MOST_ITEMS
    return SequenceValue(
        kind=_cut(type(thing).__name__),
        items=tuple(snapshot(item, depth + 1) for item in items[:most]),
        length=len(items),
    )


def _sorted(thing: Any) -> list[Any]:
    try:
        return sorted(thing)
    except TypeError:
        return list(thing)


def _mapping(thing: Mapping[Any, Any], depth: int) -> Value:
    pairs = list(thing.items())[:MOST_ITEMS]
    return MappingValue(
        kind=_cut(type(thing).__name__),
        items=tuple((snapshot(key, depth + 1), snapshot(item, depth + 1)) for key, item in pairs),
        length=len(thing),
    )


def _other(thing: object) -> Value:
    kind = _cut(type(thing).__name__)
    name = getattr(thing, "__name__", None)
    if callable(thing) and isinstance(name, str):
        return NamedValue("function", _cut(name))
    item = getattr(thing, "item", None)
    if type(thing).__module__ == "numpy" and callable(item) and getattr(thing, "ndim", 1) == 0:
        return snapshot(item(), DEEPEST)
    try:
        return ObjectValue(kind, _cut(repr(thing)))
    except Exception as error:  # noqa: BLE001 (a __repr__ of the learner's may raise anything)
        return ObjectValue(kind, f"<{kind}: its __repr__ raised {type(error).__name__}>")


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
