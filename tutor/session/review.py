"""A review: questions that are due, each with fresh numbers, mixed across the units.

What is answered in a review is stored apart from the lesson it comes from (`review.attempt` and so
on): a finished lesson stays as it was. Only the cards are one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from tutor.due import Due
from tutor.jobs import Runner
from tutor.lesson.model import Lesson, Question
from tutor.review import GRADED
from tutor.session.journal import Record, Stored
from tutor.session.session import Session

KEPT = ("attempt", "hint", "revealed", "drawn", "disputed")
"""Kinds of event that a review stores, with `review.` before them; the rest lasts no longer."""


class Review:
    """Asks one due question after the other, each in a session of its own.

    `load` returns a lesson by its id; a question that its lesson no longer has is passed over.
    """

    def __init__(
        self,
        due: Iterable[Due],
        *,
        load: Callable[[str], Lesson],
        record: Record,
        runner: Runner,
        clock: Callable[[], float],
    ) -> None:
        self._left = deque(due)
        self._load = load
        self._record = record
        self._runner = runner
        self._clock = clock
        self.count = len(self._left)
        self.asked: list[tuple[Due, Session]] = []
        """The questions asked so far, each with its session; the last one is asked now."""

    @property
    def number(self) -> int:
        """Return the number of the present question, from 1."""
        return len(self.asked)

    async def next(self) -> Session | None:
        """Return the session of the next question, at that question; None where none is left."""
        while self._left:
            due = self._left.popleft()
            lesson = self._load(due.lesson)
            question = lesson.question(due.question)
            if question is None:
                self.count -= 1
                continue
            session = self._session(lesson, question, due)
            self.asked.append((due, session))
            await session.go(len(session.lesson.steps) - 1)
            return session
        return None

    def _session(self, lesson: Lesson, question: Question, due: Due) -> Session:
        """Return a session of the question alone, its experiment one step before it."""
        experiment = lesson.experiment(question.experiment) if question.experiment else None
        steps = (question,) if experiment is None else (experiment, question)
        return Session(
            lesson.model_copy(update={"steps": steps}),
            (),
            record=self._keep,
            runner=self._runner,
            clock=self._clock,
            cards={} if due.card is None else {question.id: due.card},
            is_review=True,
        )

    async def _keep(self, kind: str, lesson: str, body: Mapping[str, object]) -> Stored:
        if kind == GRADED:
            return await self._record(kind, lesson, body)
        if kind in KEPT:
            return _Seen.of(await self._record(f"review.{kind}", lesson, body), kind)
        return _Seen(0, kind, body)


@dataclass(frozen=True, slots=True)
class _Seen:
    """An event as the session that it happened in folds it."""

    seq: int
    kind: str
    body: Mapping[str, object]

    @classmethod
    def of(cls, stored: Stored, kind: str) -> _Seen:
        return replace(cls(stored.seq, stored.kind, stored.body), kind=kind)
