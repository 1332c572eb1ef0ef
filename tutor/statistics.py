"""What a history of events amounts to: days, time, first answers, beliefs met, guesses and recall.

All of it is folded from the events, in the order of their time; nothing is kept besides them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from tutor.review import GRADED, Card, card_of, recalled
from tutor.store import Event

PAUSE = 300.0
"""Seconds between two events after which the learner is taken to have been away."""
_ANSWERS = ("attempt", "review.attempt")


@dataclass(frozen=True, slots=True)
class Belief:
    """A misconception that was met, in words."""

    text: str
    lesson: str
    """Title of the lesson it was met in."""
    overcome: bool
    """Whether the question was answered right later."""


@dataclass(slots=True)
class LessonStatistics:
    """What was done in one lesson, and what of it is still known."""

    seconds: float = 0.0
    answers: int = 0
    right_at_once: int = 0
    questions: int = 0
    """Questions that were answered or revealed at least once."""
    guesses: int = 0
    guesses_right: int = 0
    beliefs: dict[tuple[str, int], bool] = field(default_factory=dict)
    """(question, number of the misconception) → whether the question was answered right later."""
    cards: dict[str, Card] = field(default_factory=dict)

    def retention(self, now: float) -> float | None:
        """Return the mean probability of recall of its questions; None where none has a card."""
        chances = [recalled(card, now) for card in self.cards.values()]
        return sum(chances) / len(chances) if chances else None

    @property
    def overcome(self) -> int:
        """Return how many of the beliefs met were left behind."""
        return sum(self.beliefs.values())


@dataclass(frozen=True, slots=True)
class Statistics:
    """What a whole history amounts to."""

    lessons: Mapping[str, LessonStatistics]
    days: Mapping[date, int]
    """Local day → answers given on it."""
    sure: Mapping[int, tuple[int, int]]
    """Level of confidence → answers right, and answers."""

    @property
    def seconds(self) -> float:
        return sum(each.seconds for each in self.lessons.values())

    def streak(self, today: date) -> int:
        """Return how many days in a row, up to today or yesterday, had answers."""
        day = today.toordinal()
        if today not in self.days:
            day -= 1
        length = 0
        while date.fromordinal(day - length) in self.days:
            length += 1
        return length


def statistics(
    events: Iterable[Event],
    zone: tzinfo | None = None,
    *,
    named: Callable[[str], str] = str,
) -> Statistics:
    """Return what the events amount to; days are those of `zone`, by default the local one.

    `named` tells what the lesson of an event is called now.
    """
    lessons: dict[str, LessonStatistics] = {}
    days: Counter[date] = Counter()
    sure: dict[int, tuple[int, int]] = {}
    first: set[tuple[str, str]] = set()
    last: Event | None = None
    for event in events:
        if not event.lesson:
            continue
        name = named(event.lesson)
        lesson = lessons.setdefault(name, LessonStatistics())
        if last is not None and last.session == event.session:
            gap = event.at - last.at
            lesson.seconds += gap if 0 < gap <= PAUSE else 0.0
        last = event
        if event.kind in _ANSWERS:
            days[datetime.fromtimestamp(event.at, zone).date()] += 1
            _count_sure(event, sure)
        _count(event, name, lesson, first)
    return Statistics(lessons, days, sure)


def _count(event: Event, name: str, lesson: LessonStatistics, first: set[tuple[str, str]]) -> None:
    body = event.body
    place = (name, str(body.get("question", "")))
    if event.kind in _ANSWERS:
        lesson.answers += 1
        is_right = body.get("verdict") == "right"
        if place not in first:
            first.add(place)
            lesson.questions += 1
            lesson.right_at_once += is_right
        _count_belief(lesson, place[1], body.get("misconception"), is_right)
    elif event.kind in ("revealed", "review.revealed") and place not in first:
        first.add(place)
        lesson.questions += 1
    elif event.kind == "predicted":
        lesson.guesses += 1
        lesson.guesses_right += body.get("agrees") is True
    elif event.kind == GRADED:
        card = card_of(body)
        if card is not None:
            lesson.cards[place[1]] = card


def _count_belief(lesson: LessonStatistics, question: str, number: object, is_right: bool) -> None:
    if type(number) is int:
        lesson.beliefs[question, number] = False
    elif is_right:
        for met in lesson.beliefs:
            if met[0] == question:
                lesson.beliefs[met] = True


def _count_sure(event: Event, sure: dict[int, tuple[int, int]]) -> None:
    level = event.body.get("sure")
    if type(level) is int and 1 <= level <= 3:
        right, answers = sure.get(level, (0, 0))
        sure[level] = (right + (event.body.get("verdict") == "right"), answers + 1)
