"""Progress of two machines made one: every event once, cards as if there had been one machine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tutor.review import GRADED, GRADES, Grade, body_of, regraded
from tutor.store import Event, Store
from tutor.store.exchange import read_export
from tutor.trust import TRUSTED


@dataclass(frozen=True, slots=True)
class Merged:
    """What an import came to."""

    added: int
    known: int
    """Events that were there already."""
    unread: int
    """Lines that could not be read."""


def merge(store: Store, path: Path) -> Merged:
    """Add an exported file to the store; done twice, it changes nothing the second time.

    A yes to a course of somebody else is not added: it was given on another machine. Raises
    StoreDamaged where the file is no export, and the store's own errors.
    """
    lines = read_export(path)
    before = _grades(store.events(kinds=(GRADED,)))
    rows = [row for row in lines.rows.values() if row.kind != TRUSTED]
    added = store.add(rows)
    if added:
        after = _grades(store.events(kinds=(GRADED,)))
        for place, events in after.items():
            if place in before and len(before[place]) < len(events):
                _reschedule(store, *place, events)
    return Merged(added, len(rows) - added, lines.bad)


def history_of(events: Iterable[Event]) -> list[tuple[Grade, float]]:
    """Return the grades of one question with their times; one that was changed counts once."""
    found: list[tuple[Grade, float]] = []
    for event in events:
        grade, at = event.body.get("grade"), event.body.get("last")
        if grade not in GRADES or not isinstance(at, int | float) or event.body.get("merged"):
            continue
        # A grade that was changed has the moment of the answer it is about.
        if event.body.get("change"):
            found = [each for each in found if each[1] != float(at)]
        found.append((grade, float(at)))
    return sorted(found, key=lambda each: each[1])


def _grades(events: Iterable[Event]) -> dict[tuple[str, str], list[Event]]:
    found: dict[tuple[str, str], list[Event]] = {}
    for event in events:
        place = (event.lesson, str(event.body.get("question", "")))
        found.setdefault(place, []).append(event)
    return found


def _reschedule(store: Store, lesson: str, question: str, events: list[Event]) -> None:
    """Store the card that the grades of both machines, in the order of time, amount to."""
    history = history_of(events)
    card = regraded(history, str(events[-1].body.get("meaning", "")))
    if card is not None:
        body = body_of(card, question, history[-1][0])
        store.append(GRADED, lesson, {**body, "merged": True})
