"""How an operation makes one shape of others, also where it cannot: then where they clash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch

from tutor.probes import History, Recorders, look
from tutor.probes.flow import Flow, first_inputs
from tutor.probes.operations import CALLS, found, named, refused
from tutor.probes.tensors import elements, named_tensors, tensor_of
from tutor.records.job import Show
from tutor.records.values import TensorValue
from tutor.records.views.shapes import MOST_CELLS, MOST_INPUTS, Shaped, ShapesRecord

MOST_TAKEN = 64


@dataclass(frozen=True)
class Asked:
    """What the options of the view come to."""

    inputs: Sequence[tuple[str, torch.Tensor]]
    call: str
    dims: tuple[int, ...] | None
    target: tuple[int, ...]
    names: tuple[str, ...]

    @property
    def tensors(self) -> list[torch.Tensor]:
        return [tensor for _, tensor in self.inputs]


def probe(
    show: Show, namespace: dict[str, Any], recorders: Recorders, history: History
) -> ShapesRecord:
    """Return `show.of` (the result) beside the tensors its option `inputs` names.

    `op` names the operation, or is an expression for its name; without it the operation is found
    by trying. `dim` is an expression for a dimension (or a tuple of them), `to` one for the shape a
    reshape is asked for, `names` what the dimensions of the result stand for. Where there is no
    result, `op` is tried on the inputs alone. Raises TypeError where something named is no tensor.
    """
    del recorders, history
    asked = _asked(dict(show.options), namespace)
    try:
        result = tensor_of(show.of, look(show.of, namespace))
    except (NameError, TypeError, LookupError, AttributeError):
        clash = _clash(asked)
        if clash is None:
            raise
        return _record(asked, None, asked.call, clash)
    call, flow = asked.call, None
    if call and asked.inputs:
        flow = named(call, asked.tensors, result, asked.dims)
    elif asked.inputs:
        call, flow = found(asked.tensors, result, asked.dims)
    if flow is not None and flow.problem:
        flow = None
    return _record(asked, (show.of, result), call, flow)


def _asked(options: dict[str, str], namespace: dict[str, Any]) -> Asked:
    return Asked(
        named_tensors(options.get("inputs", ""), namespace, MOST_TAKEN),
        _call(options.get("op", "").strip(), namespace),
        _whole_numbers(options.get("dim", ""), namespace),
        _whole_numbers(options.get("to", ""), namespace) or (),
        tuple(name.strip() for name in options.get("names", "").split(",") if name.strip()),
    )


def _call(option: str, namespace: dict[str, Any]) -> str:
    """Return the name of the operation, "" where it is none that can be drawn."""
    if not option or option in CALLS:
        return option
    name = look(option, namespace)
    return name if isinstance(name, str) and name in CALLS else ""


def _whole_numbers(option: str, namespace: dict[str, Any]) -> tuple[int, ...] | None:
    value = look(option, namespace) if option.strip() else None
    if value is None:
        return None
    return tuple(map(int, value)) if isinstance(value, list | tuple) else (int(value),)


def _clash(asked: Asked) -> Flow | None:
    """Return the flow of an operation that torch refuses; None where it does not refuse it."""
    if not asked.call or not asked.inputs:
        return None
    made = named(asked.call, asked.tensors, None, asked.dims, asked.target)
    if made is None or made.problem:
        return made
    problem = refused(asked.call, asked.tensors, asked.dims, asked.target)
    return Flow(made.columns, problem) if problem else None


def _record(
    asked: Asked, result: tuple[str, torch.Tensor] | None, call: str, flow: Flow | None
) -> ShapesRecord:
    operation = CALLS[call] if flow is not None else ""
    dims = asked.dims or ()
    shaped = None
    if result is not None:
        name, tensor = result
        shaped = Shaped(name, _value(tensor), _sources(operation, asked.tensors, dims))
    return ShapesRecord(
        inputs=tuple(Shaped(name, _value(tensor)) for name, tensor in asked.inputs[:MOST_INPUTS]),
        result=shaped,
        operation=operation,
        dim=dims[0] if operation and len(dims) == 1 else None,
        columns=() if flow is None else first_inputs(flow.columns, MOST_INPUTS),
        problem="" if flow is None else flow.problem,
        call=call if operation else "",
        names=asked.names,
        target=asked.target,
        left_out=max(0, len(asked.inputs) - MOST_INPUTS),
    )


def _value(tensor: torch.Tensor) -> TensorValue:
    dtype = str(tensor.dtype).removeprefix("torch.")
    return TensorValue(tuple(tensor.shape), dtype, elements(tensor, MOST_CELLS))


def _sources(
    operation: str, tensors: Sequence[torch.Tensor], dims: tuple[int, ...]
) -> tuple[int, ...]:
    """Return for each element of a small result the position of the tensor it came from.

    Found by doing the same to tensors filled with the number of their input.
    """
    if operation not in ("stack", "cat") or sum(each.numel() for each in tensors) > MOST_CELLS:
        return ()
    marks = [torch.full(tensor.shape, number) for number, tensor in enumerate(tensors)]
    join = torch.stack if operation == "stack" else torch.cat
    return tuple(join(marks, dim=dims[0]).reshape(-1).tolist())
