"""When a question comes back: one FSRS card a question, graded by how answering it went.

The schedule is py-fsrs's own (https://github.com/open-spaced-repetition/py-fsrs), without steps of
minutes, which make no sense between lessons, and without fuzz, so that the same answers give the
same days on every machine. What is stored with a grade is the whole card, so that what is due is
known without reading the history. A clock that was set back never makes a card due later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args

from tutor.progress import Happened, QuestionProgress

if TYPE_CHECKING:
    from fsrs import Scheduler

Grade = Literal["again", "hard", "good", "easy"]
GRADES: tuple[Grade, ...] = get_args(Grade)
"""From worst to best; `fsrs.Rating` counts them from 1."""
DAY = 24 * 3600.0
LEECH = 4
"""Times a question must have been forgotten to count as one that does not stick."""
SURE = 3
"""The highest of the three levels of confidence."""
GRADED = "graded"
"""Kind of the event that holds a card: question, grade, meaning, and the fields of Card."""


@dataclass(frozen=True, slots=True)
class Card:
    """What is remembered about one question; times in seconds since the epoch."""

    due: float
    last: float
    """When it was answered last."""
    stability: float
    """Days after which it is recalled with a probability of 90 %."""
    difficulty: float
    """From 1 to 10."""
    reviews: int = 1
    lapses: int = 0
    """Times it was forgotten after it had been known."""
    meaning: str = ""
    """Digest of what was asked; a question that asks something else now is a new one."""

    @property
    def is_leech(self) -> bool:
        return self.lapses >= LEECH

    def days_left(self, now: float) -> int:
        """Return in how many days the question comes back."""
        return days_until(self.due, now)


def days_until(at: float, now: float) -> int:
    """Return how many days there are until `at`, at least 0; the last half day counts as none."""
    return max(0, round((at - now) / DAY))


def grade_of(question: QuestionProgress) -> Grade:
    """Return how well a question that has ended was known."""
    if question.ended != "right":
        return "again"
    if question.hints or question.earlier or len(question.attempts) > 1:
        return "hard"
    return "easy" if question.attempts[-1].sure == SURE else "good"


def graded(card: Card | None, grade: Grade, at: float, meaning: str = "") -> Card:
    """Return the card after an answer at `at` seconds; None stands for a question never asked."""
    from fsrs import Card as FsrsCard
    from fsrs import Rating, State

    now = at if card is None else max(at, card.last)
    before = FsrsCard(card_id=0)
    if card is not None:
        before = FsrsCard(
            card_id=0,
            state=State.Review,
            stability=card.stability,
            difficulty=card.difficulty,
            due=_moment(card.due),
            last_review=_moment(card.last),
        )
    after, _ = _scheduler().review_card(before, Rating(GRADES.index(grade) + 1), _moment(now))
    return Card(
        due=after.due.timestamp(),
        last=now,
        stability=float(after.stability or 0.0),
        difficulty=float(after.difficulty or 0.0),
        reviews=1 if card is None else card.reviews + 1,
        lapses=0 if card is None else card.lapses + (grade == "again"),
        meaning=meaning,
    )


def recalled(card: Card, at: float) -> float:
    """Return the probability, from 0 to 1, that the question would be answered at `at`."""
    from fsrs import Card as FsrsCard
    from fsrs import State

    held = FsrsCard(
        card_id=0, state=State.Review, stability=card.stability, last_review=_moment(card.last)
    )
    return float(_scheduler().get_card_retrievability(held, _moment(max(at, card.last))))


def body_of(
    card: Card, question: str, grade: Grade, *, is_change: bool = False
) -> dict[str, object]:
    """Return the body of the event that keeps `card`.

    `is_change` says that the grade takes the place of the one before, which the learner changed.
    """
    return {"question": question, "grade": grade, "change": is_change, **asdict(card)}


def card_of(body: Mapping[str, Any]) -> Card | None:
    """Return the card an event's body holds; None where it holds none."""
    try:
        card = Card(
            due=float(body["due"]),
            last=float(body["last"]),
            stability=float(body["stability"]),
            difficulty=float(body["difficulty"]),
            reviews=int(body["reviews"]),
            lapses=int(body["lapses"]),
            meaning=str(body.get("meaning", "")),
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    is_sound = 0 < card.stability < 1e6 and 1 <= card.difficulty <= 10 and 0 <= card.last < 1e11
    return card if is_sound and 0 <= card.due < 1e12 else None


def cards_of(events: Iterable[Happened]) -> dict[str, Card]:
    """Return question → its newest card, from the events of one lesson."""
    found: dict[str, Card] = {}
    for event in events:
        card = card_of(event.body) if event.kind == GRADED else None
        if card is not None:
            found[str(event.body.get("question", ""))] = card
    return found


def regraded(history: Iterable[tuple[Grade, float]], meaning: str = "") -> Card | None:
    """Return the card that grades at their times amount to: for two histories made one."""
    card: Card | None = None
    for grade, at in history:
        card = graded(card, grade, at, meaning)
    return card


def _moment(at: float) -> datetime:
    return datetime.fromtimestamp(at, UTC)


@cache
def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
