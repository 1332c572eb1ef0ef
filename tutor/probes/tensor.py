"""A tensor to be looked at: all of a small one, a summary and a coarse picture of a large one."""

from __future__ import annotations

from typing import Any

import torch

from tutor.probes import History, Recorders, look
from tutor.probes.blocks import pictured, plain_numbers, summary_of
from tutor.probes.differences import difference_of
from tutor.probes.values import snapshot
from tutor.records.job import Show
from tutor.records.values import TensorValue
from tutor.records.views.tensor import Difference, TensorRecord

MOST_IN_TABLE = 144
KEPT = 16


def probe(
    show: Show, namespace: dict[str, Any], recorders: Recorders, history: History
) -> TensorRecord:
    """Return the tensor that `show.of` names, beside the one its option `against` names.

    Raises TypeError where the first is no tensor, or the second neither a tensor nor numbers.
    """
    del recorders, history
    tensor = look(show.of, namespace)
    value = _cut(show.of, tensor)
    against = dict(show.options).get("against", "")
    difference = _against(tensor, against, namespace) if against else None
    if tensor.numel() <= MOST_IN_TABLE:
        return TensorRecord(show.of, value, against=difference)
    plain = plain_numbers(tensor)
    return TensorRecord(show.of, value, summary_of(plain), pictured(plain), difference)


def _against(tensor: torch.Tensor, name: str, namespace: dict[str, Any]) -> Difference:
    expected = look(name, namespace)
    if not isinstance(expected, torch.Tensor):
        expected = torch.as_tensor(expected)
    small = tensor.numel() <= MOST_IN_TABLE
    return difference_of(tensor, expected, (name, _cut(name, expected)), small=small)


def _cut(name: str, tensor: Any) -> TensorValue:
    value = snapshot(tensor)
    if not isinstance(tensor, torch.Tensor) or not isinstance(value, TensorValue):
        raise TypeError(f"{name} is not a tensor with values, but {type(tensor).__name__}")
    if tensor.numel() <= MOST_IN_TABLE:
        return value
    return TensorValue(
        value.shape,
        value.dtype,
        value.values[:KEPT],
        value.digest or "cut",
        value.device,
        value.requires_grad,
        value.is_leaf,
        value.grad_fn,
        value.is_parameter,
    )
