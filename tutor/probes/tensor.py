"""A tensor to be looked at: all of a small one, a summary and a coarse picture of a large one."""

from __future__ import annotations

from typing import Any

import torch

from tutor.probes import History, Recorders, look
from tutor.probes.values import snapshot
from tutor.records.job import Show
from tutor.records.values import TensorValue
from tutor.records.views.tensor import TensorRecord, TensorSummary

MOST_IN_TABLE = 144
PICTURE_ROWS, PICTURE_COLUMNS = 16, 32
KEPT = 16


def probe(
    show: Show, namespace: dict[str, Any], recorders: Recorders, history: History
) -> TensorRecord:
    """Return the tensor that `show.of` names; raises TypeError where it is none."""
    del recorders, history
    tensor = look(show.of, namespace)
    value = snapshot(tensor)
    if not isinstance(tensor, torch.Tensor) or not isinstance(value, TensorValue):
        raise TypeError(f"{show.of} is not a tensor with values, but {type(tensor).__name__}")
    if tensor.numel() <= MOST_IN_TABLE:
        return TensorRecord(show.of, value)
    plain = tensor.detach().to(torch.float64) if not tensor.is_complex() else tensor.detach().abs()
    cut = TensorValue(value.shape, value.dtype, value.values[:KEPT], value.digest or "cut")
    return TensorRecord(show.of, cut, _summary(plain), _picture(plain))


def _summary(plain: torch.Tensor) -> TensorSummary:
    finite = plain[torch.isfinite(plain)]
    missing = plain.numel() - finite.numel()
    if not finite.numel():
        return TensorSummary(0.0, 0.0, 0.0, missing)
    return TensorSummary(float(finite.min()), float(finite.mean()), float(finite.max()), missing)


def _picture(plain: torch.Tensor) -> tuple[tuple[float, ...], ...]:
    """Return means over blocks: rows of the last but one dimension, columns of the last."""
    columns = plain.shape[-1] if plain.dim() > 1 else min(plain.numel(), PICTURE_COLUMNS * 4)
    flat = torch.nan_to_num(plain.reshape(-1), nan=0.0, posinf=0.0, neginf=0.0)
    rows = flat.numel() // max(1, columns)
    grid = flat[: rows * columns].reshape(1, 1, rows, columns)
    size = (min(rows, PICTURE_ROWS), min(columns, PICTURE_COLUMNS))
    pooled = torch.nn.functional.adaptive_avg_pool2d(grid, size)[0, 0]
    return tuple(tuple(float(value) for value in row) for row in pooled.tolist())
