"""Values over the steps of a run: of a live expression, or of a list the program kept."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import NoneType
from typing import Any

import torch

from tutor.probes import History, Recorders, look
from tutor.records.job import Show
from tutor.records.values import Plain, TensorValue, Value
from tutor.records.views.series import MOST_POINTS, Line, SeriesRecord

MOST_IN_ALL = 3 * MOST_POINTS
"""Points of all series of one record."""
_Point = float | str | None


@dataclass(frozen=True, slots=True)
class _Found:
    """What a series is made of: items `every` steps apart, and how each becomes a point."""

    name: str
    items: Sequence[Any]
    every: int
    point: Callable[[Any], _Point]


def probe(
    show: Show, namespace: dict[str, Any], recorders: Recorders, history: History
) -> SeriesRecord:
    """Return the series `show.of` names; several are parted by commas."""
    del recorders
    found = []
    for name in expressions(show.of):
        recorded = _recorded(name, history)
        found.append(recorded or _Found(name, _sequence(look(name, namespace)), 1, _number))
    return _record(found)


def partial(
    show: Show, namespace: dict[str, Any], recorders: Recorders, history: History
) -> SeriesRecord | None:
    """Return the series as far as they have come; None where there is nothing yet.

    The program is in the middle of a line: live values are there already, and of a list that it
    keeps only plain numbers are read.
    """
    del recorders
    found = [
        _recorded(name, history) or _Found(name, _plain(namespace.get(name)), 1, _number)
        for name in expressions(show.of)
    ]
    return _record(found) if any(each.items for each in found) else None


def _plain(thing: Any) -> Sequence[Any]:
    """Return a list of numbers; nothing where its items would have to be asked what they are."""
    if type(thing) is not list:
        return ()
    looked_at = thing[:: max(1, len(thing) // MOST_POINTS)]
    return thing if all(type(item) in (int, float, NoneType) for item in looked_at) else ()


def expressions(of: str) -> list[str]:
    """Return the expressions of a comma-separated list."""
    body = ast.parse(of.strip(), mode="eval").body
    parts = body.elts if isinstance(body, ast.Tuple) else [body]
    return [ast.get_source_segment(of.strip(), part) or "" for part in parts]


def _record(found: Sequence[_Found]) -> SeriesRecord:
    """Return the series over the same steps, of at most MOST_POINTS points each."""
    most = min(MOST_POINTS, MOST_IN_ALL // max(1, len(found)))
    every = max((each.every for each in found), default=1)
    steps = max((len(each.items) * each.every for each in found), default=0)
    while steps > most * every:
        every *= 2
    return SeriesRecord(tuple(_line(each, every) for each in found), every)


def _line(found: _Found, every: int) -> Line:
    return Line(
        found.name, _rounded([found.point(item) for item in found.items[:: every // found.every]])
    )


def _rounded(values: Sequence[_Point]) -> tuple[_Point, ...]:
    """Return numbers to seven significant digits, which is what a float32 holds."""
    return tuple(float(f"{each:.7g}") if isinstance(each, float) else each for each in values)


def _recorded(name: str, history: History) -> _Found | None:
    """Return what was recorded of a live expression, however it is spaced."""
    wanted = ast.dump(ast.parse(name, mode="eval"))
    for expression, kept in tuple(history.items()):
        try:
            same = ast.dump(ast.parse(expression.strip(), mode="eval")) == wanted
        except SyntaxError:
            continue
        if same:
            return _Found(name, kept.points, kept.every, lambda item: _point(item[1]))
    return None


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
        return _number(item.item()) if item.numel() == 1 else str(tuple(item.shape))
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
