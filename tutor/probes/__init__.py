"""Probes: from live torch objects to records. They run in the child process only.

A probe is a module with `probe(show, namespace, recorders, history)`; one whose record grows also
has `partial` with the same arguments, which must run nothing of torch; one that must watch the
program while it runs also has `prepare(show)`, whose result it later finds in `recorders`.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any, TypeAlias

from tutor.probes.kept import Kept
from tutor.probes.values import snapshot
from tutor.records.job import Show
from tutor.records.views import KINDS

__all__ = ["History", "Known", "Recorders", "look", "prepare", "probe", "snapshot", "stop"]

Recorders: TypeAlias = Mapping[str, Any]
"""Kind → what its `prepare` returned."""
History: TypeAlias = Mapping[str, Kept]
"""Live expression → its values over the steps of the run."""


def prepare(shows: tuple[Show, ...]) -> Recorders:
    """Install what has to watch the program, before its first line runs."""
    recorders: dict[str, Any] = {}
    for show in shows:
        module = _module(show.kind)
        if hasattr(module, "prepare") and recorders.get(show.kind) is None:
            recorders[show.kind] = module.prepare(show)
    return recorders


def stop(recorders: Recorders) -> None:
    """Tell what has watched the program that it is over; what is evaluated now is not its own."""
    for recorder in recorders.values():
        if hasattr(recorder, "stop"):
            recorder.stop()


def probe(show: Show, namespace: dict[str, Any], recorders: Recorders, history: History) -> object:
    """Return the record `show` asks for; whatever its expression raises is raised."""
    return _module(show.kind).probe(show, namespace, recorders, history)


class Known(dict[str, Any]):
    """A namespace in which some expressions are known, and are not evaluated again."""

    def __init__(self, namespace: Mapping[str, Any], known: Mapping[str, Any]) -> None:
        super().__init__(namespace)
        self.known = known


def partial(
    show: Show, namespace: dict[str, Any], recorders: Recorders, history: History
) -> object | None:
    """Return the record of a view that grows as far as it has come; None for one that does not."""
    module = _module(show.kind)
    if not hasattr(module, "partial"):
        return None
    record: object = module.partial(show, namespace, recorders, history)
    return record


def look(expression: str, namespace: dict[str, Any]) -> Any:
    """Return what an expression of the lesson comes to in the namespace of its program."""
    if isinstance(namespace, Known) and expression.strip() in namespace.known:
        return namespace.known[expression.strip()]
    return eval(compile(expression.strip(), "<show>", "eval"), namespace)  # noqa: S307 (child side)


def _module(kind: str) -> Any:
    if kind not in KINDS:
        raise ValueError(f"no probe named {kind!r}")
    return importlib.import_module(f"tutor.probes.{kind}")
