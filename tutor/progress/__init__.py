"""Where a learner stands in a lesson, folded from the stored events and from nothing else.

The store keeps what happened; this package says what it means. Every fold is pure: the same events
give the same progress, on any machine.

Kinds of event and their bodies (each also names its lesson):

    visited    step, steps, questions, ended      the learner stands at this step now
    drawn      question, seed                     a variant was drawn; earlier attempts are past
    attempt    question, seed, typed, reading, verdict, misconception, reply, sure
    hint       question, shown                    so many hints have been shown
    revealed   question, seed, key
    disputed   question, seed, typed, reading, key, versions
    predicted  experiment, typed, reading, truth, agrees
    set        experiment, name, value            a control was moved
    edited     experiment, source                 the program was changed; null: as in the lesson
    tried      question, typed, verdict, source, settings   about a program of the learner's own
    graded     question, grade, and a card: when it comes back (see tutor.review)
    draft      step, text                         what is typed and not handed over
    finished                                      the summary was reached

In a review each of them is kept as `review.attempt` and so on, and is no part of the lesson.
"""

from __future__ import annotations

from tutor.progress.folds import Happened, fold
from tutor.progress.records import (
    Attempt,
    ExperimentProgress,
    LessonProgress,
    PredictionMade,
    QuestionProgress,
)

__all__ = [
    "Attempt",
    "ExperimentProgress",
    "Happened",
    "LessonProgress",
    "PredictionMade",
    "QuestionProgress",
    "fold",
]
