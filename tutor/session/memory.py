"""The cards of one lesson while it is open: what is graded now, and what may be graded anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tutor.lesson.meaning import meaning_of
from tutor.lesson.model import Lesson, Question
from tutor.progress import QuestionProgress
from tutor.review import GRADES, Card, Grade, body_of, card_of, grade_of, graded


class Memory:
    """When each question of a lesson comes back.

    In a lesson only the first end of a question is graded, so that playing it again leaves the
    schedule alone; in a review every end is.
    """

    def __init__(
        self,
        lesson: Lesson,
        cards: Mapping[str, Card],
        *,
        clock: Callable[[], float],
        is_review: bool,
    ) -> None:
        self._lesson = lesson
        self._clock = clock
        self._is_review = is_review
        self._cards = dict(cards)
        self._before: dict[str, tuple[Card | None, float]] = {}
        self._grades: dict[str, Grade] = {}

    def card(self, question: Question) -> Card | None:
        """Return the question's card; None where it has never ended."""
        return self._cards.get(question.id)

    def due(self, question: Question) -> float | None:
        """Return when the question comes back, in seconds since the epoch; None where never."""
        card = self.card(question)
        return None if card is None else card.due

    def grade_given(self, question: Question) -> Grade | None:
        """Return the grade the question has got since the lesson or review was opened."""
        return self._grades.get(question.id)

    def is_changed(self, question: Question) -> bool:
        """Tell whether the question asks something else than when it was answered."""
        card = self.card(question)
        return card is not None and card.meaning not in ("", self._meaning(question))

    def grade(self, question: Question, state: QuestionProgress) -> dict[str, object] | None:
        """Return what is to be stored about a question that has ended; None where nothing is."""
        if not state.ended or question.id in self._grades:
            return None
        card = self.card(question)
        if card is not None and not self._is_review and not self.is_changed(question):
            return None
        before = None if self.is_changed(question) else card
        self._before[question.id] = (before, self._clock())
        return self.regrade(question, grade_of(state))

    def regrade(self, question: Question, grade: Grade) -> dict[str, object] | None:
        """Return what is to be stored for a grade in the place of the one just given."""
        if question.id not in self._before:
            return None
        is_change = question.id in self._grades
        before, at = self._before[question.id]
        card = graded(before, grade, at, self._meaning(question))
        return body_of(card, question.id, grade, is_change=is_change)

    def is_kept(self, question: Question, body: Mapping[str, object]) -> None:
        """Know a card and its grade from now on, since they have been stored."""
        card, grade = card_of(body), body["grade"]
        if card is not None and grade in GRADES:
            self._cards[question.id], self._grades[question.id] = card, grade

    def _meaning(self, question: Question) -> str:
        return meaning_of(self._lesson, question)
