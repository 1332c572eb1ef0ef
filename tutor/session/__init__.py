"""One learner in one lesson: the state machine every face shares, and what its end shows."""

from __future__ import annotations

from tutor.session.journal import Record
from tutor.session.questions import Revealed
from tutor.session.review import Review
from tutor.session.session import Session
from tutor.session.summary import PredictionSummary, QuestionSummary, Summary

__all__ = [
    "PredictionSummary",
    "QuestionSummary",
    "Record",
    "Revealed",
    "Review",
    "Session",
    "Summary",
]
