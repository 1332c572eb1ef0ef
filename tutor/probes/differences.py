"""Where a tensor is otherwise than expected, beyond the rounding of its dtype.

Tolerances as in https://docs.pytorch.org/docs/stable/testing.html; a NaN agrees with a NaN.
"""

from __future__ import annotations

import torch

from tutor.probes.blocks import index, pictured
from tutor.records.values import TensorValue
from tutor.records.views.tensor import Difference

_TOLERANCES = {
    torch.float64: (1e-7, 1e-7),
    torch.complex128: (1e-7, 1e-7),
    torch.float32: (1.3e-6, 1e-5),
    torch.complex64: (1.3e-6, 1e-5),
    torch.float16: (1e-3, 1e-5),
    torch.bfloat16: (1.6e-2, 1e-5),
}


def difference_of(
    yours: torch.Tensor,
    expected: torch.Tensor,
    named: tuple[str, TensorValue],
    *,
    small: bool,
) -> Difference:
    """Return what differs; shapes that differ are not compared, dtypes are brought together."""
    if yours.shape != expected.shape:
        return Difference(*named, None)
    mine, other = _comparable(yours), _comparable(expected)
    differs = ~_close(mine, other, yours.dtype, expected.dtype)
    count = int(differs.sum())
    if not count:
        return Difference(*named, 0)
    places = tuple(differs.reshape(-1).nonzero()[:, 0].tolist()) if small else ()
    apart = (mine - other).abs()
    apart = torch.where(differs & torch.isfinite(apart), apart, -1.0)
    at = int(apart.argmax())
    worst = float(apart.reshape(-1)[at])
    return Difference(
        *named,
        count,
        places,
        worst if worst >= 0 else None,
        index(yours, at) if worst >= 0 else (),
        None if small else pictured(differs.to(torch.float64)),
    )


def _comparable(tensor: torch.Tensor) -> torch.Tensor:
    plain = tensor.detach()
    if plain.layout != torch.strided:
        plain = plain.to_dense()
    if plain.is_quantized:
        plain = plain.dequantize()
    return plain.to(torch.complex128 if plain.is_complex() else torch.float64)


def _close(
    mine: torch.Tensor, other: torch.Tensor, first: torch.dtype, second: torch.dtype
) -> torch.Tensor:
    tolerances = [_TOLERANCES[dtype] for dtype in (first, second) if dtype in _TOLERANCES]
    rtol, atol = max(tolerances, default=(0.0, 0.0))
    if mine.is_complex() or other.is_complex():
        mine, other = mine.to(torch.complex128), other.to(torch.complex128)
    return torch.isclose(mine, other, rtol=rtol, atol=atol, equal_nan=True)
