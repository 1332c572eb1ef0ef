"""What is known of a learner in a lesson; the records are frozen, and only folds make new ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from tutor.records.job import Setting

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answer that was read and graded."""

    typed: str
    reading: str
    verdict: str
    reply: str
    misconception: int | None
    sure: int | None = None
    """How sure the learner said to be, from 1 to 3; None where they did not say."""


@dataclass(frozen=True, slots=True)
class QuestionProgress:
    """What has happened to one question; `attempts`, `hints` and `ended` are of this variant."""

    seed: int | None = None
    attempts: tuple[Attempt, ...] = ()
    hints: int = 0
    ended: str = ""
    """"", "right" or "revealed"."""
    first: str = ""
    """How the question went the first time: "at once", "in the end", "hints" or "revealed"."""
    disputed: bool = False
    key: str = ""
    """The answer, where it was revealed."""
    earlier: str = ""
    """How it went with numbers that were given up for these: "", "in the end" or "hints"."""

    @property
    def tried(self) -> int:
        return len(self.attempts)


@dataclass(frozen=True, slots=True)
class PredictionMade:
    """A guess, and what the run then gave; never right or wrong, only together."""

    typed: str
    reading: str
    truth: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class ExperimentProgress:
    """What the learner has changed and guessed in one experiment."""

    settings: Mapping[str, Setting] = field(default_factory=lambda: _NOTHING)
    source: str | None = None
    prediction: PredictionMade | None = None


@dataclass(frozen=True, slots=True)
class LessonProgress:
    """Where a learner stands in a lesson."""

    step: int = 0
    visited: bool = False
    finished: bool = False
    questions: Mapping[str, QuestionProgress] = field(default_factory=lambda: _NOTHING)
    experiments: Mapping[str, ExperimentProgress] = field(default_factory=lambda: _NOTHING)
    drafts: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """Step → what is typed there and not handed over."""

    def question(self, id: str) -> QuestionProgress:  # noqa: A002 (the lesson's own word)
        return self.questions.get(id, QuestionProgress())

    def experiment(self, id: str) -> ExperimentProgress:  # noqa: A002 (the lesson's own word)
        return self.experiments.get(id, ExperimentProgress())

    @property
    def ended(self) -> int:
        """Return how many questions have been answered or revealed at least once."""
        return sum(bool(question.first) for question in self.questions.values())
