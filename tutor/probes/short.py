"""Gradients and shapes as short text: it is made at once, so that no tensor has to be kept."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import torch
from torch.utils._python_dispatch import _disable_current_modes

MOST_VALUES = 6
LONGEST = 36
LARGEST_CHECKED = 2**20
"""Elements of the largest tensor that is searched for nan and inf."""


def short(tensor: torch.Tensor | None) -> str:
    """Return the values of a small tensor as torch prints them, the shape of any other.

    Never raises, and no mode of the program sees that the tensor was looked at.
    """
    if tensor is None:
        return "None"
    with unseen():
        try:
            return _short(tensor.detach())
        except (RuntimeError, NotImplementedError, TypeError, ValueError):
            return shape_of(tensor)


@contextlib.contextmanager
def unseen() -> Iterator[None]:
    """Let no mode of the program see what is done, and keep it out of every graph."""
    quiet = torch._C.DisableTorchFunction  # noqa: SLF001 (documented in extending.html)
    with quiet(), _disable_current_modes(), torch.no_grad():
        yield


def shape_of(tensor: torch.Tensor) -> str:
    """Return the shape as Python writes the tuple."""
    return str(tuple(tensor.shape))


def cut(text: str, length: int = 40) -> str:
    """Return at most `length` characters of a name."""
    return text if len(text) <= length else text[: length - 1] + "…"


def _short(tensor: torch.Tensor) -> str:
    if 0 < tensor.numel() <= MOST_VALUES:
        text = _nested(tensor.tolist())
        if len(text) <= LONGEST:
            return text
    if not 0 < tensor.numel() <= LARGEST_CHECKED or tensor.layout != torch.strided:
        return shape_of(tensor)
    if bool(torch.isfinite(tensor).all()):
        return shape_of(tensor)
    return f"{shape_of(tensor)} {'nan' if bool(torch.isnan(tensor).any()) else 'inf'}"


def _nested(values: Any) -> str:
    if isinstance(values, list):
        return "[" + ", ".join(map(_nested, values)) + "]"
    if isinstance(values, complex):
        return f"{values:.4g}"
    if isinstance(values, float) and values.is_integer() and abs(values) < 1e6:
        return f"{values:.0f}."
    return f"{values:.4g}" if isinstance(values, float) else str(values)
