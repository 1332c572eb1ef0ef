"""The programs that were run in the playground, folded from the stored events `played`.

Body of an event: source, ended (how the run ended; "" for a program that was left as it stood),
error (the exception that ended it), elapsed_ms, asked (it was run by a key, not by itself),
begins (it is another program than the one before, not that one typed on), views, file. Like every
fold it passes over what it cannot read.

Of a program that is being typed each pause makes a run. So that the history is one of programs and
not of pauses, a run that came by itself gives way to the next, until a run is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

from tutor.records.job import Show
from tutor.records.views import KINDS

KIND: Final = "played"
MOST_KEPT: Final = 40
MOST_READ: Final = 400
"""Events the history is made of."""


class Happened(Protocol):
    """What the fold needs of a stored event."""

    @property
    def at(self) -> float: ...
    @property
    def body(self) -> Mapping[str, object]: ...


@dataclass(frozen=True, slots=True)
class Played:
    """One program and how its last run ended."""

    source: str
    at: float = 0.0
    """Seconds since the epoch."""
    ended: str = ""
    """A kind of ending; "" where it has not come to its end."""
    error: str = ""
    elapsed_ms: float = 0.0
    asked: bool = False
    begins: bool = False
    views: tuple[Show, ...] = ()
    file: str = ""


def history_of(events: Iterable[Happened]) -> tuple[Played, ...]:
    """Return the programs that were run, the oldest first."""
    history: tuple[Played, ...] = ()
    for event in events:
        try:
            history = added(history, _read(event))
        except (KeyError, TypeError, ValueError):
            continue
    return history


def added(history: tuple[Played, ...], played: Played) -> tuple[Played, ...]:
    """Return the history with one more run."""
    last = history[-1] if history else None
    if last is None:
        return (played,)
    if last.source == played.source:
        merged = replace(
            played, asked=last.asked or played.asked, begins=last.begins or played.begins
        )
        return (*history[:-1], merged)
    if last.asked or played.begins:
        return (*history, played)[-MOST_KEPT:]
    return (*history[:-1], replace(played, begins=last.begins))


def body_of(played: Played) -> dict[str, object]:
    """Return what is stored."""
    return {
        "source": played.source,
        "ended": played.ended,
        "error": played.error,
        "elapsed_ms": round(played.elapsed_ms, 3),
        "asked": played.asked,
        "begins": played.begins,
        "views": [[each.kind, each.of, dict(each.options)] for each in played.views],
        "file": played.file,
    }


def _read(event: Happened) -> Played:
    body: Mapping[str, Any] = event.body
    return Played(
        source=str(body["source"]),
        at=event.at,
        ended=str(body.get("ended", "")),
        error=str(body.get("error", "")),
        elapsed_ms=float(body.get("elapsed_ms", 0.0)),
        asked=bool(body.get("asked")),
        begins=bool(body.get("begins")),
        views=tuple(_views(body.get("views", ()))),
        file=str(body.get("file", "")),
    )


def _views(rows: Any) -> Iterator[Show]:
    for kind, of, options in rows:
        if kind in KINDS:
            yield Show(
                kind, str(of), tuple((str(n), str(text)) for n, text in dict(options).items())
            )
