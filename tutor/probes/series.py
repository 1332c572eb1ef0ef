"""Values over the steps of a run: of a live expression, or of a list the program kept."""

from __future__ import annotations

import ast
from typing import Any

import torch

from tutor.probes import History, Recorders, look
from tutor.records.job import Show
from tutor.records.values import Plain, TensorValue, Value
from tutor.records.views.series import MOST_POINTS, Line, SeriesRecord


def probe(
    show: Show, namespace: dict[str, Any], recorders: Recorders, history: History
) -> SeriesRecord:
    """Return the series `show.of` names; several are parted by commas."""
    del recorders
    found = [(name, _values(name, namespace, history)) for name in expressions(show.of)]
    left_out = max((len(values) - MOST_POINTS for _, values in found), default=0)
    lines = tuple(Line(name, tuple(values[:MOST_POINTS])) for name, values in found)
    return SeriesRecord(lines, max(0, left_out))


def expressions(of: str) -> list[str]:
    """Return the expressions of a comma-separated list."""
    body = ast.parse(of.strip(), mode="eval").body
    parts = body.elts if isinstance(body, ast.Tuple) else [body]
    return [ast.get_source_segment(of.strip(), part) or "" for part in parts]


def _values(name: str, namespace: dict[str, Any], history: History) -> list[float | str | None]:
    wanted = ast.dump(ast.parse(name, mode="eval"))
    for expression, recorded in history.items():
        try:
            same = ast.dump(ast.parse(expression.strip(), mode="eval")) == wanted
        except SyntaxError:
            continue
        if same:
            return [_point(value) for _, value in recorded]
    return [_number(item) for item in _sequence(look(name, namespace))]


def _sequence(thing: Any) -> list[Any]:
    if isinstance(thing, torch.Tensor):
        return list(thing.detach().reshape(-1).tolist())
    if isinstance(thing, list | tuple):
        return list(thing)
    raise TypeError(
        "a series needs a `#>` expression of the program, or a list, tuple or tensor of numbers"
    )


def _number(item: Any) -> float | str | None:
    if item is None:
        return None
    if isinstance(item, torch.Tensor):
        return float(item.item()) if item.numel() == 1 else str(tuple(item.shape))
    return float(item) if isinstance(item, int | float) else str(item)[:40]


def _point(value: Value) -> float | str | None:
    """Return a recorded value as a point: None stays None, what is no number stays text."""
    if isinstance(value, TensorValue) and len(value.values) == 1 and not value.digest:
        element = value.values[0]
        return float(element) if isinstance(element, int | float) else element
    if isinstance(value, TensorValue):
        return str(value.shape)
    if isinstance(value, Plain) and (value.value is None or isinstance(value.value, str)):
        return value.value
    return float(value.value) if isinstance(value, Plain) and value.value is not None else "…"
