"""`show` as a program of the playground finds it: sends the view that fits what it is given.

A view is made at the call, of the object as it is then. Of a place that is called often the first
views are sent at once and the newest one when the program has ended; the program itself never
notices more than the time it takes.
"""

from __future__ import annotations

import ast
import linecache
import sys
import types
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from tutor import probes
from tutor.probes.fitting import Fitting, fitting, plain
from tutor.probes.names import variables_now
from tutor.records.job import Show
from tutor.records.messages import Call, Raised, Shown, Unshown
from tutor.records.views import KINDS
from tutor.runner import emit, report

NAME: Final = "show"
FIRST = 4
"""Views of one place that are sent while the program runs."""
MOST_LOOKED_AT = 200
"""Calls of one place whose objects are looked at; later ones are counted."""
MOST_PLACES = 24
"""Places of a program that are shown."""
SLOTS = FIRST + 1
NEVER = ("timeline", "loading")
"""Kinds that watch a whole run, and show nothing of one object."""
_UNNAMED = "value"


@dataclass(slots=True)
class _Place:
    """One argument of one call in the program."""

    number: int
    times: int = 0
    newest: Shown | Unshown | None = None
    """What is to be sent at the end."""


class Shower:
    """Makes and sends what one run shows."""

    def __init__(self, emitter: emit.Emitter, first: int, recorders: probes.Recorders) -> None:
        self._emitter = emitter
        self._first = first
        """The index of the first view: those before it are of the job's own entries."""
        self._recorders = recorders
        self._places: dict[tuple[int, int, int], _Place] = {}

    def function(self) -> Callable[..., None]:
        """Return `show` itself."""

        def show(*things: object, view: str | None = None) -> None:
            """Draw each thing by the view that fits its type, or by the one that is named."""
            if view is not None and (view not in KINDS or view in NEVER):
                known = ", ".join(kind for kind in KINDS if kind not in NEVER)
                raise ValueError(f"show has no view {view!r}; it has {known}")
            frame = sys._getframe(1)  # noqa: SLF001 (the way to the caller's line)
            for argument, name in enumerate(_names(frame, len(things))):
                place = self._place(frame, argument)
                if place is not None:
                    self._show(place, frame.f_lineno, name, things[argument], view)

        return show

    def finish(self) -> None:
        """Send the newest view of each place that was called too often to send them all."""
        for place in self._places.values():
            message = place.newest
            if message is not None and message.at is not None:
                at = replace(message.at, times=place.times)
                self._emitter.record(replace(message, at=at))

    def _place(self, frame: types.FrameType, argument: int) -> _Place | None:
        key = (id(frame.f_code), frame.f_lasti, argument)
        if key not in self._places and len(self._places) == MOST_PLACES:
            return None
        return self._places.setdefault(key, _Place(len(self._places)))

    def _show(self, place: _Place, line: int, name: str, thing: object, kind: str | None) -> None:
        place.times += 1
        if place.times > MOST_LOOKED_AT:
            return
        index = self._first + place.number * SLOTS + min(place.times, SLOTS) - 1
        message = self._looked_at(index, Call(line, kind or "", name, place.times), thing)
        if place.times > FIRST:
            place.newest = message
            return
        emit.flush_streams()
        if not self._emitter.record(message):
            too_large = Raised("OverflowError", "too large to be shown")
            self._emitter.record(Unshown(index, too_large, message.at))

    def _looked_at(self, index: int, at: Call, thing: object) -> Shown | Unshown:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                made = _chosen(at, thing)
                return Shown(index, self._record(made), replace(at, kind=made.show.kind))
            except Exception as error:  # noqa: BLE001 (it looks at the learner's own objects)
                if at.kind:
                    return Unshown(index, report.raised(error), at)
            try:
                made = plain(at.of, thing)
                return Shown(index, self._record(made), replace(at, kind=made.show.kind))
            except Exception as error:  # noqa: BLE001 (as above)
                return Unshown(index, report.raised(error), at)

    def _record(self, made: Fitting) -> object:
        namespace = probes.Known(variables_now(), made.known)
        return probes.probe(made.show, namespace, self._recorders, {})


def _chosen(at: Call, thing: object) -> Fitting:
    if not at.kind:
        return fitting(at.of, thing)
    return Fitting(Show(at.kind, at.of), {at.of: thing})


def _names(frame: types.FrameType, count: int) -> list[str]:
    """Return what the program calls each of the arguments of the call that is going on."""
    names = [_named(each) for each in _arguments(frame)]
    return names if len(names) == count else [_UNNAMED] * count


def _named(source: str | None) -> str:
    """Return an expression as a name for what it came to, unless it would read as several."""
    if source is None or "\n" in source or len(source) > 60:
        return _UNNAMED
    body = ast.parse(source, mode="eval").body
    return _UNNAMED if isinstance(body, ast.Tuple | ast.NamedExpr) else source


def _arguments(frame: types.FrameType) -> list[str | None]:
    """Return the source of the positional arguments; of a call that is written otherwise, none."""
    at = next(islice(frame.f_code.co_positions(), frame.f_lasti // 2, None), (None,) * 4)
    line, last, start, end = at
    if line is None or last is None or start is None or end is None:
        return []
    rows = [linecache.getline(frame.f_code.co_filename, n).encode() for n in range(line, last + 1)]
    rows[-1] = rows[-1][:end]
    rows[0] = rows[0][start:]
    source = b"".join(rows).decode(errors="replace")
    try:
        body = ast.parse(f"({source}\n)", mode="eval").body
    except SyntaxError:
        return []
    if not isinstance(body, ast.Call) or any(isinstance(a, ast.Starred) for a in body.args):
        return []
    if not isinstance(body.func, ast.Name) or body.func.id != NAME:
        return []
    return [ast.get_source_segment(f"({source}\n)", each) for each in body.args]
