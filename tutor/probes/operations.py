"""Which operation gave a tensor, tried on the real inputs; nothing stands that torch denies."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence

import torch

from tutor.probes import flow
from tutor.probes.flow import Flow

DEEPEST = 5
"""Dimensions up to which permutations are tried."""
CALLS = {
    "stack": "stack",
    "cat": "cat",
    "concat": "cat",
    "matmul": "matmul",
    "mm": "matmul",
    "bmm": "matmul",
    "reshape": "reshape",
    "view": "reshape",
    "flatten": "reshape",
    "unflatten": "reshape",
    "squeeze": "reshape",
    "unsqueeze": "reshape",
    "permute": "permute",
    "transpose": "permute",
    "t": "permute",
    "sum": "reduce",
    "mean": "reduce",
    "amax": "reduce",
    "amin": "reduce",
    "max": "reduce",
    "min": "reduce",
    "prod": "reduce",
    "std": "reduce",
    "var": "reduce",
}
"""How a lesson may name an operation → how it is drawn."""
_REDUCTIONS: dict[str, Callable[..., torch.Tensor]] = {
    "sum": torch.sum,
    "mean": torch.mean,
    "amax": torch.amax,
    "amin": torch.amin,
}


def found(
    inputs: Sequence[torch.Tensor], result: torch.Tensor, dims: tuple[int, ...] | None
) -> tuple[str, Flow | None]:
    """Return name and flow of the operation that gives `result`; ("", None) for none known."""
    if any(tensor.layout != torch.strided for tensor in (*inputs, result)):
        return "", None
    if len(inputs) == 1:
        return _of_one(inputs[0], result, dims)
    if dims is not None and len(dims) == 1:
        for name, operation in (("stack", torch.stack), ("cat", torch.cat)):
            if _gives(lambda do=operation: do(list(inputs), dim=dims[0]), result):  # type: ignore[misc]
                return name, named(name, inputs, result, dims)
    if len(inputs) == 2 and dims is None and _gives(lambda: inputs[0] @ inputs[1], result):
        return "matmul", named("matmul", inputs, result, dims)
    return "", None


def named(
    call: str,
    inputs: Sequence[torch.Tensor],
    result: torch.Tensor | None,
    dims: tuple[int, ...] | None,
    target: tuple[int, ...] = (),
) -> Flow | None:
    """Return the flow of the operation the lesson names; None where shapes do not bear it out."""
    shapes = [tuple(tensor.shape) for tensor in inputs]
    match CALLS[call]:
        case "stack" if dims is not None:
            return flow.stack_flow(shapes, dims[0])
        case "cat" if dims is not None:
            return flow.cat_flow(shapes, dims[0])
        case "matmul" if len(shapes) == 2:
            return flow.matmul_flow(*shapes)
        case "reshape" if result is not None or target:
            wanted = _whole(shapes[0], target) if result is None else tuple(result.shape)
            return flow.reshape_flow(shapes[0], wanted)
        case "permute" if result is not None:
            order = _order(inputs[0], result)
            return None if order is None else flow.permute_flow(order)
        case "reduce" if result is not None:
            return _reduced(inputs[0], result, dims)
    return None


def refused(
    call: str,
    inputs: Sequence[torch.Tensor],
    dims: tuple[int, ...] | None,
    target: tuple[int, ...],
) -> str:
    """Return why torch refuses what shapes allow: "strides" or "other"; "" where it does not."""
    try:
        with torch.no_grad():
            match CALLS[call]:
                case "stack" if dims:
                    torch.stack(list(inputs), dim=dims[0])
                case "cat" if dims:
                    torch.cat(list(inputs), dim=dims[0])
                case "matmul":
                    inputs[0] @ inputs[1]
                case "reshape" if target and call == "view":
                    inputs[0].view(target)
    except (RuntimeError, IndexError, TypeError):
        return "strides" if call == "view" else "other"
    return ""


def _whole(shape: tuple[int, ...], target: tuple[int, ...]) -> tuple[int, ...]:
    """Return the target with the size its -1 stands for, where there is one that fits."""
    known = math.prod(size for size in target if size >= 0)
    if target.count(-1) != 1 or not known or math.prod(shape) % known:
        return target
    return tuple(math.prod(shape) // known if size == -1 else size for size in target)


def _of_one(
    tensor: torch.Tensor, result: torch.Tensor, dims: tuple[int, ...] | None
) -> tuple[str, Flow | None]:
    if dims is not None:
        for name, reduce in _REDUCTIONS.items():
            for kept in (False, True):
                if _gives(lambda do=reduce, keep=kept: do(tensor, dims, keepdim=keep), result):  # type: ignore[misc]
                    return name, _reduced(tensor, result, dims)
    order = _order(tensor, result)
    if order is not None and not result.is_contiguous():
        return "permute", flow.permute_flow(order)
    if _gives(lambda: tensor.reshape(result.shape), result):
        return "reshape", flow.reshape_flow(tuple(tensor.shape), tuple(result.shape))
    return ("", None) if order is None else ("permute", flow.permute_flow(order))


def _reduced(
    tensor: torch.Tensor, result: torch.Tensor, dims: tuple[int, ...] | None
) -> Flow | None:
    wanted = dims if dims is not None else tuple(range(tensor.dim()))
    for kept in (False, True):
        made = flow.reduce_flow(tensor.dim(), wanted, kept=kept)
        if sum(len(column.result) for column in made.columns) == result.dim():
            return made
    return None


def _order(tensor: torch.Tensor, result: torch.Tensor) -> tuple[int, ...] | None:
    """Return the order of dimensions that gives `result`; equal strides win over equal values."""
    if tensor.layout != torch.strided or result.layout != torch.strided:
        return None
    if tensor.dim() != result.dim() or not 0 < tensor.dim() <= DEEPEST:
        return None
    fitting = [
        order
        for order in itertools.permutations(range(tensor.dim()))
        if _gives(lambda order=order: tensor.permute(order), result)  # type: ignore[misc]
    ]
    same = [order for order in fitting if tensor.permute(order).stride() == result.stride()]
    return next(iter(same or fitting), None)


def _gives(make: Callable[[], torch.Tensor], result: torch.Tensor) -> bool:
    """Tell whether the operation can be done and comes to `result`."""
    try:
        with torch.no_grad():
            made = make()
    except (RuntimeError, IndexError, TypeError):
        return False
    if made.shape != result.shape or made.dtype != result.dtype:
        return False
    if made.is_floating_point() or made.is_complex():
        return torch.allclose(made, result, equal_nan=True)
    return torch.equal(made, result)
