"""Which questions come back now, in which order; light enough for the first paint."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutor.language import say
from tutor.review import Card, card_of, days_until, recalled

if TYPE_CHECKING:
    from tutor.lesson.entries import Course
    from tutor.progress import Happened

MOST = 12
"""Questions of one review: about ten minutes."""


@dataclass(frozen=True, slots=True)
class Due:
    """A question that is to be asked again."""

    lesson: str
    question: str
    unit: str
    card: Card | None
    """None for one that has not been answered yet, as a unit's quiz may ask."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the home screen says of the reviews."""

    due: int
    """Questions that are due now."""
    next_at: float | None
    """When the next one comes, in seconds since the epoch; None where none will."""

    def sentence(self, now: float) -> str:
        """Return how many questions are due, or when the next one is."""
        if self.due:
            return say("review.due", count=self.due)
        if self.next_at is None:
            return say("review.none")
        return say("review.next", days=days_until(self.next_at, now))


def cards_by_question(
    newest: Mapping[tuple[str, str], Happened], course: Course
) -> dict[tuple[str, str], Card]:
    """Return (lesson, question) → card, of questions the course still has; renamed lessons too."""
    found = {}
    for (lesson, question), event in newest.items():
        entry, card = course.lesson(lesson), card_of(event.body)
        if entry is not None and card is not None and question in entry.questions:
            found[entry.id, question] = card
    return found


def waiting(cards: Mapping[tuple[str, str], Card], now: float) -> Waiting:
    """Return how many questions are due, and when the next one is."""
    later = [card.due for card in cards.values() if card.due > now]
    return Waiting(len(cards) - len(later), min(later, default=None))


def due_now(
    cards: Mapping[tuple[str, str], Card], course: Course, now: float, *, most: int = MOST
) -> tuple[Due, ...]:
    """Return the questions of a review, those that are nearest to being forgotten first, mixed."""
    due = [_due(course, *place, card) for place, card in cards.items() if card.due <= now]
    return mixed(sorted(due, key=lambda each: _recall(each, now))[:most])


def quiz_of(
    unit: str, cards: Mapping[tuple[str, str], Card], course: Course, now: float, *, most: int = 8
) -> tuple[Due, ...]:
    """Return a short quiz across the lessons of a unit: of each the weakest question, then more."""
    found = course.unit(unit)
    entries = [entry for entry in found.lessons if not entry.problems] if found else []
    by_lesson = [
        deque(
            sorted(
                (
                    _due(course, entry.id, name, cards.get((entry.id, name)))
                    for name in entry.questions
                ),
                key=lambda each: _recall(each, now),
            )
        )
        for entry in entries
    ]
    chosen: list[Due] = []
    while len(chosen) < most and any(by_lesson):
        chosen += [questions.popleft() for questions in by_lesson if questions]
    return tuple(chosen[:most])


def mixed(due: Iterable[Due]) -> tuple[Due, ...]:
    """Return the questions in turns: no two of one lesson in a row, where that can be."""
    left = list(due)
    found: list[Due] = []
    while left:
        last = found[-1] if found else None
        other = (each for each in left if last is None or each.lesson != last.lesson)
        chosen = next(other, left[0])
        left.remove(chosen)
        found.append(chosen)
    return tuple(found)


def _due(course: Course, lesson: str, question: str, card: Card | None) -> Due:
    entry = course.lesson(lesson)
    return Due(lesson, question, entry.unit if entry is not None else "", card)


def _recall(due: Due, now: float) -> float:
    return recalled(due.card, now) if due.card is not None else 0.0
