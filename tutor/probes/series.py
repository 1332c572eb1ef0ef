"""Values over the steps of a run: of a live expression, or of a list the program kept."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any

import torch

from tutor.probes import History, Recorders, look
from tutor.probes.kept import Kept
from tutor.records.job import Show
from tutor.records.values import Plain, TensorValue, Value
from tutor.records.views.series import MOST_POINTS, Line, SeriesRecord

MOST_IN_ALL = 3 * MOST_POINTS
"""Points of all series of one record."""
_Point = float | str | None


def probe(
    show: Show, namespace: dict[str, Any], recorders: Recorders, history: History
) -> SeriesRecord:
    """Return the series `show.of` names; several are parted by commas."""
    del recorders
    return _record(
        [(name, *_recorded_or_kept(name, namespace, history)) for name in expressions(show.of)]
    )


def partial(
    show: Show, namespace: dict[str, Any], recorders: Recorders, history: History
) -> SeriesRecord:
    """Return the series as far as they have come, without running anything of torch.

    The program is in the middle of a line: live values are there already, and of a list that it
    keeps only plain numbers are read.
    """
    del recorders
    found: list[tuple[str, Sequence[_Point], int]] = []
    for name in expressions(show.of):
        kept = _recorded(name, history)
        if kept is not None:
            found.append((name, [_point(value) for _, value in tuple(kept.points)], kept.every))
        else:
            thing = namespace.get(name)
            plain = thing[:] if type(thing) is list else []
            numbers = [n for n in plain if n is None or type(n) in (int, float)]
            found.append((name, numbers if len(numbers) == len(plain) else [], 1))
    return _record(found)


def expressions(of: str) -> list[str]:
    """Return the expressions of a comma-separated list."""
    body = ast.parse(of.strip(), mode="eval").body
    parts = body.elts if isinstance(body, ast.Tuple) else [body]
    return [ast.get_source_segment(of.strip(), part) or "" for part in parts]


def _record(found: Sequence[tuple[str, Sequence[_Point], int]]) -> SeriesRecord:
    """Return the series over the same steps, of at most MOST_POINTS points each."""
    most = min(MOST_POINTS, MOST_IN_ALL // max(1, len(found)))
    every = max((every for _, _, every in found), default=1)
    steps = max((len(values) * own for _, values, own in found), default=0)
    while steps > most * every:
        every *= 2
    lines = (Line(name, _rounded(values[:: every // own])) for name, values, own in found)
    return SeriesRecord(tuple(lines), every)


def _rounded(values: Sequence[_Point]) -> tuple[_Point, ...]:
    """Return numbers to seven significant digits, which is what a float32 holds."""
    return tuple(float(f"{each:.7g}") if isinstance(each, float) else each for each in values)


def _recorded(name: str, history: History) -> Kept | None:
    """Return what was recorded of a live expression, however it is spaced."""
    wanted = ast.dump(ast.parse(name, mode="eval"))
    for expression, kept in tuple(history.items()):
        try:
            same = ast.dump(ast.parse(expression.strip(), mode="eval")) == wanted
        except SyntaxError:
            continue
        if same:
            return kept
    return None


def _recorded_or_kept(
    name: str, namespace: dict[str, Any], history: History
) -> tuple[list[_Point], int]:
    kept = _recorded(name, history)
    if kept is not None:
        return [_point(value) for _, value in kept.points], kept.every
    return [_number(item) for item in _sequence(look(name, namespace))], 1


def _sequence(thing: Any) -> list[Any]:
    if isinstance(thing, torch.Tensor):
        return list(thing.detach().reshape(-1).tolist())
    if isinstance(thing, list | tuple):
        return list(thing)
    raise TypeError(
        "a series needs a `#>` expression of the program, or a list, tuple or tensor of numbers"
    )


def _number(item: Any) -> _Point:
    if item is None:
        return None
    if isinstance(item, torch.Tensor):
        return float(item.item()) if item.numel() == 1 else str(tuple(item.shape))
    return float(item) if isinstance(item, int | float) else str(item)[:40]


def _point(value: Value) -> _Point:
    """Return a recorded value as a point: None stays None, what is no number stays text."""
    if isinstance(value, TensorValue) and len(value.values) == 1 and not value.digest:
        element = value.values[0]
        return float(element) if isinstance(element, int | float) else element
    if isinstance(value, TensorValue):
        return str(value.shape)
    if isinstance(value, Plain) and (value.value is None or isinstance(value.value, str)):
        return value.value
    return float(value.value) if isinstance(value, Plain) and value.value is not None else "…"
