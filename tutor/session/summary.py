"""What the end of a lesson shows: how each question went, and each guess beside the truth."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tutor.language import say
from tutor.lesson.model import Lesson, Question
from tutor.progress import LessonProgress, PredictionMade, QuestionProgress


@dataclass(frozen=True, slots=True)
class QuestionSummary:
    """How one question went, for the page at the end of a lesson."""

    question: str
    ask: str
    first: str
    """As QuestionProgress.first; "" where it has not ended."""
    attempts: int
    hints: int
    due: float | None = None
    """When it comes back for review, in seconds since the epoch; None where it does not."""

    def sentence(self) -> str:
        """Return how it went, in words."""
        name = self.first.replace(" ", "_") or ("open" if self.attempts else "none")
        return say(f"views.first_{name}", attempts=self.attempts, hints=self.hints)


@dataclass(frozen=True, slots=True)
class PredictionSummary:
    """A guess beside the truth."""

    experiment: str
    title: str
    made: PredictionMade


@dataclass(frozen=True, slots=True)
class Calibration:
    """How often first answers of one level of confidence were right."""

    sure: int
    """From 1 to 3."""
    right: int
    answers: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What the end of a lesson shows."""

    questions: tuple[QuestionSummary, ...]
    predictions: tuple[PredictionSummary, ...]
    calibration: tuple[Calibration, ...] = ()
    """The levels of confidence that were given, the highest first."""


def summarise(
    lesson: Lesson,
    progress: LessonProgress,
    asked: Callable[[Question], str],
    due: Callable[[Question], float | None],
) -> Summary:
    """Return how the lesson went.

    `asked` gives a question's text with its numbers filled in, `due` when it comes back.
    """
    questions = tuple(
        QuestionSummary(
            question.id, asked(question), state.first, state.tried, state.hints, due(question)
        )
        for question in lesson.questions
        for state in (progress.question(question.id),)
    )
    predictions = tuple(
        PredictionSummary(experiment.id, experiment.title, made)
        for experiment in lesson.experiments
        if (made := progress.experiment(experiment.id).prediction) is not None
    )
    return Summary(questions, predictions, calibration(progress.questions.values()))


def calibration(questions: Iterable[QuestionProgress]) -> tuple[Calibration, ...]:
    """Return how often the learner was sure and right, by the first answer to each question."""
    first = [question.attempts[0] for question in questions if question.attempts]
    found = []
    for sure in (3, 2, 1):
        verdicts = [attempt.verdict for attempt in first if attempt.sure == sure]
        if verdicts:
            found.append(Calibration(sure, verdicts.count("right"), len(verdicts)))
    return tuple(found)
