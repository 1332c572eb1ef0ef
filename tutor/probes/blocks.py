"""Large tensors in few numbers: what they come to, and means over blocks of a grid."""

from __future__ import annotations

import torch

from tutor.records.views.tensor import Picture, TensorSummary

ROWS, COLUMNS, LONG = 16, 30, 60
"""Blocks of a picture at most; LONG for the single row of a vector."""


def plain_numbers(tensor: torch.Tensor) -> torch.Tensor:
    """Return the elements as dense float64; complex ones by their size."""
    plain = tensor.detach()
    if plain.layout != torch.strided:
        plain = plain.to_dense()
    if plain.is_quantized:
        plain = plain.dequantize()
    return (plain.abs() if plain.is_complex() else plain).to(torch.float64)


def summary_of(plain: torch.Tensor) -> TensorSummary:
    """Return what the finite elements come to, and where the least, the most and others are."""
    flat = plain.reshape(-1)
    finite = torch.isfinite(flat)
    nans = int(torch.isnan(flat).sum())
    others = flat.numel() - int(finite.sum())
    first = index(plain, int((~finite).to(torch.uint8).argmax())) if others else ()
    if others == flat.numel():
        none = float("nan")
        return TensorSummary(none, none, none, none, (), (), nans, others - nans, first)
    kept = flat[finite] if others else flat
    low, high = _filled(flat, finite, others, "inf"), _filled(flat, finite, others, "-inf")
    return TensorSummary(
        least=float(kept.min()),
        mean=float(kept.mean()),
        most=float(kept.max()),
        std=float(kept.std()) if kept.numel() > 1 else float("nan"),
        least_at=index(plain, int(low.argmin())),
        most_at=index(plain, int(high.argmax())),
        nans=nans,
        infinities=others - nans,
        not_finite_at=first,
    )


def pictured(plain: torch.Tensor) -> Picture:
    """Return means over blocks: rows of all dimensions but the last, columns of the last."""
    columns = plain.shape[-1]
    grid = plain.reshape(-1, columns)
    rows = grid.shape[0]
    size = (min(rows, ROWS), min(columns, COLUMNS if rows > 1 else LONG))
    finite = torch.isfinite(grid)
    sums = _pooled(torch.where(finite, grid, 0.0), size)
    counts = _pooled(torch.ones_like(grid), size)
    means = torch.where(_pooled(finite.to(grid.dtype), size) < counts, torch.nan, sums / counts)
    return Picture(rows, columns, tuple(tuple(row) for row in means.tolist()))


def index(tensor: torch.Tensor, place: int) -> tuple[int, ...]:
    """Return the index of the element that is `place`th row by row."""
    found: list[int] = []
    for size in reversed(tensor.shape):
        place, at = divmod(place, size)
        found.insert(0, at)
    return tuple(found)


def _filled(flat: torch.Tensor, finite: torch.Tensor, others: int, value: str) -> torch.Tensor:
    return torch.where(finite, flat, float(value)) if others else flat


def _pooled(grid: torch.Tensor, size: tuple[int, int]) -> torch.Tensor:
    """Return sums over blocks whose edges are as even as whole numbers allow."""
    for dim, count in enumerate(size):
        length = grid.shape[dim]
        bins = torch.arange(length) * count // length
        shape = (count, grid.shape[1]) if dim == 0 else (grid.shape[0], count)
        grid = torch.zeros(shape, dtype=grid.dtype).index_add_(dim, bins, grid)
    return grid
