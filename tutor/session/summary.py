"""What the end of a lesson shows: how each question went, and each guess beside the truth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tutor.lesson.model import Lesson, Question
from tutor.progress import LessonProgress, PredictionMade


@dataclass(frozen=True, slots=True)
class QuestionSummary:
    """How one question went, for the page at the end of a lesson."""

    question: str
    ask: str
    first: str
    """As QuestionProgress.first; "" where it has not been answered."""
    attempts: int
    hints: int


@dataclass(frozen=True, slots=True)
class PredictionSummary:
    """A guess beside the truth."""

    experiment: str
    title: str
    made: PredictionMade


@dataclass(frozen=True, slots=True)
class Summary:
    """What the end of a lesson shows."""

    questions: tuple[QuestionSummary, ...]
    predictions: tuple[PredictionSummary, ...]


def summarise(
    lesson: Lesson, progress: LessonProgress, asked: Callable[[Question], str]
) -> Summary:
    """Return how the lesson went; `asked` gives a question's text with its numbers filled in."""
    questions = tuple(
        QuestionSummary(question.id, asked(question), state.first, state.tried, state.hints)
        for question in lesson.questions
        for state in (progress.question(question.id),)
    )
    predictions = tuple(
        PredictionSummary(experiment.id, experiment.title, made)
        for experiment in lesson.experiments
        if (made := progress.experiment(experiment.id).prediction) is not None
    )
    return Summary(questions, predictions)
