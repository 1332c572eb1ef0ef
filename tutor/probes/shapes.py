"""What `stack` and `cat` do: which element of the result came from which input."""

from __future__ import annotations

from typing import Any

import torch

from tutor.probes import History, Recorders, look
from tutor.probes.series import expressions
from tutor.probes.values import snapshot
from tutor.records.job import Show
from tutor.records.values import TensorValue
from tutor.records.views.shapes import MOST_CELLS, Shaped, ShapesRecord


def probe(
    show: Show, namespace: dict[str, Any], recorders: Recorders, history: History
) -> ShapesRecord:
    """Return `show.of` (the result) beside the tensors its option `inputs` names.

    The option `dim` is an expression for the dimension. Raises TypeError where something named is
    no tensor.
    """
    del recorders, history
    options = dict(show.options)
    result = _tensor(show.of, namespace)
    inputs = _inputs(options.get("inputs", ""), namespace)
    dim = int(look(options["dim"], namespace)) if "dim" in options else None
    operation, sources = _origin([tensor for _, tensor in inputs], result, dim)
    return ShapesRecord(
        inputs=tuple(Shaped(name, _value(tensor)) for name, tensor in inputs),
        result=Shaped(show.of, _value(result), sources),
        operation=operation,
        dim=dim if operation else None,
    )


def _inputs(option: str, namespace: dict[str, Any]) -> list[tuple[str, torch.Tensor]]:
    """Return the named tensors; a name that stands for a list of them stands for each."""
    found: list[tuple[str, torch.Tensor]] = []
    for name in expressions(option) if option else []:
        thing = look(name, namespace)
        if isinstance(thing, list | tuple):
            found += [(f"{name}[{i}]", _checked(name, item)) for i, item in enumerate(thing[:8])]
        else:
            found.append((name, _checked(name, thing)))
    return found


def _tensor(name: str, namespace: dict[str, Any]) -> torch.Tensor:
    return _checked(name, look(name, namespace))


def _checked(name: str, thing: Any) -> torch.Tensor:
    if not isinstance(thing, torch.Tensor):
        raise TypeError(f"{name} is no tensor but {type(thing).__name__}")
    return thing


def _value(tensor: torch.Tensor) -> TensorValue:
    value = snapshot(tensor)
    if isinstance(value, TensorValue) and len(value.values) <= MOST_CELLS and not value.digest:
        return value
    return TensorValue(tuple(tensor.shape), str(tensor.dtype).removeprefix("torch."), ())


def _origin(
    inputs: list[torch.Tensor], result: torch.Tensor, dim: int | None
) -> tuple[str, tuple[int, ...]]:
    """Return which operation gives `result`, tried on the real tensors, and where parts are from.

    Sources are found by doing the same to tensors filled with the number of their input.
    """
    if not inputs or dim is None:
        return "", ()
    marks = [torch.full(tensor.shape, i) for i, tensor in enumerate(inputs)]
    for name, operation in (("stack", torch.stack), ("cat", torch.cat)):
        try:
            made = operation(inputs, dim=dim)
        except (RuntimeError, IndexError, TypeError):
            continue
        if made.shape == result.shape and torch.equal(made, result):
            sources = operation(marks, dim=dim).reshape(-1).tolist()
            return name, tuple(sources) if len(sources) <= MOST_CELLS else ()
    return "", ()
