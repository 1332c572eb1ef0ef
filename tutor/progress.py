"""Where a learner stands in a lesson, folded from the stored events and from nothing else.

The store keeps what happened; this file says what it means. Every fold is pure: the same events
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

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from tutor.records.job import Setting

Thing = TypeVar("Thing")
_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Happened(Protocol):
    """What a fold needs of a stored event."""

    @property
    def kind(self) -> str: ...
    @property
    def body(self) -> Mapping[str, object]: ...


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


def fold(events: Iterable[Happened], start: LessonProgress | None = None) -> LessonProgress:
    """Return the progress that the events of one lesson, in order, amount to.

    An event whose kind or body a newer or damaged store brings along is passed over.
    """
    progress = start or LessonProgress()
    for event in events:
        step = _FOLDS.get(event.kind)
        if step is not None:
            try:
                progress = step(progress, event.body)
            except (KeyError, TypeError, ValueError):
                continue
    return progress


def _visited(progress: LessonProgress, body: Mapping[str, Any]) -> LessonProgress:
    return replace(progress, visited=True, step=max(0, int(body["step"])))


def _finished(progress: LessonProgress, body: Mapping[str, Any]) -> LessonProgress:
    del body
    return replace(progress, finished=True)


def _draft(progress: LessonProgress, body: Mapping[str, Any]) -> LessonProgress:
    return replace(progress, drafts=_with(progress.drafts, str(body["step"]), str(body["text"])))


def _on_question(
    change: Callable[[QuestionProgress, Mapping[str, Any]], QuestionProgress],
) -> Callable[[LessonProgress, Mapping[str, Any]], LessonProgress]:
    def folded(progress: LessonProgress, body: Mapping[str, Any]) -> LessonProgress:
        name = str(body["question"])
        changed = change(progress.question(name), body)
        return replace(progress, questions=_with(progress.questions, name, changed))

    return folded


def _on_experiment(
    change: Callable[[ExperimentProgress, Mapping[str, Any]], ExperimentProgress],
) -> Callable[[LessonProgress, Mapping[str, Any]], LessonProgress]:
    def folded(progress: LessonProgress, body: Mapping[str, Any]) -> LessonProgress:
        name = str(body["experiment"])
        changed = change(progress.experiment(name), body)
        return replace(progress, experiments=_with(progress.experiments, name, changed))

    return folded


def _drawn(question: QuestionProgress, body: Mapping[str, Any]) -> QuestionProgress:
    return QuestionProgress(seed=int(body["seed"]), first=question.first)


def _attempt(question: QuestionProgress, body: Mapping[str, Any]) -> QuestionProgress:
    misconception = body.get("misconception")
    sure = body.get("sure")
    attempt = Attempt(
        typed=str(body["typed"]),
        reading=str(body["reading"]),
        verdict=str(body["verdict"]),
        reply=str(body.get("reply", "")),
        misconception=None if misconception is None else int(misconception),
        sure=sure if type(sure) is int else None,
    )
    attempts = (*question.attempts, attempt)
    if attempt.verdict != "right" or question.ended:
        return replace(question, attempts=attempts)
    first = "hints" if question.hints else "at once" if len(attempts) == 1 else "in the end"
    return replace(question, attempts=attempts, ended="right", first=question.first or first)


def _hint(question: QuestionProgress, body: Mapping[str, Any]) -> QuestionProgress:
    return replace(question, hints=max(question.hints, int(body["shown"])))


def _revealed(question: QuestionProgress, body: Mapping[str, Any]) -> QuestionProgress:
    del body
    return replace(question, ended=question.ended or "revealed", first=question.first or "revealed")


def _disputed(question: QuestionProgress, body: Mapping[str, Any]) -> QuestionProgress:
    del body
    return replace(question, disputed=True)


def _predicted(experiment: ExperimentProgress, body: Mapping[str, Any]) -> ExperimentProgress:
    made = PredictionMade(
        typed=str(body["typed"]),
        reading=str(body["reading"]),
        truth=str(body["truth"]),
        agrees=bool(body["agrees"]),
    )
    return replace(experiment, prediction=made)


def _set(experiment: ExperimentProgress, body: Mapping[str, Any]) -> ExperimentProgress:
    value = body["value"]
    if not isinstance(value, bool | int | float | str):
        raise TypeError("a setting is a bool, a number or text")
    settings = _with(experiment.settings, str(body["name"]), value)
    return replace(experiment, settings=settings)


def _edited(experiment: ExperimentProgress, body: Mapping[str, Any]) -> ExperimentProgress:
    source = body["source"]
    return replace(experiment, source=None if source is None else str(source))


def _with(mapping: Mapping[str, Thing], name: str, thing: Thing) -> Mapping[str, Thing]:
    return MappingProxyType({**mapping, name: thing})


_FOLDS: Mapping[str, Callable[[LessonProgress, Mapping[str, Any]], LessonProgress]] = {
    "visited": _visited,
    "finished": _finished,
    "draft": _draft,
    "drawn": _on_question(_drawn),
    "attempt": _on_question(_attempt),
    "hint": _on_question(_hint),
    "revealed": _on_question(_revealed),
    "disputed": _on_question(_disputed),
    "predicted": _on_experiment(_predicted),
    "set": _on_experiment(_set),
    "edited": _on_experiment(_edited),
}
