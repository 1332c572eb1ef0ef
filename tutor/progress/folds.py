"""The meaning of each kind of event: progress before it, and its body, to progress after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from tutor.progress.records import (
    Attempt,
    ExperimentProgress,
    LessonProgress,
    PredictionMade,
    QuestionProgress,
)

Thing = TypeVar("Thing")


class Happened(Protocol):
    """What a fold needs of a stored event."""

    @property
    def kind(self) -> str: ...
    @property
    def body(self) -> Mapping[str, object]: ...


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
    seed, earlier = int(body["seed"]), question.earlier
    if question.ended:
        earlier = ""
    elif question.hints:
        earlier = "hints"
    elif question.attempts:
        earlier = earlier or "in the end"
    return QuestionProgress(seed=seed, first=question.first, earlier=earlier)


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
    first = question.first or _first(replace(question, attempts=attempts))
    return replace(question, attempts=attempts, ended="right", first=first)


def _first(question: QuestionProgress) -> str:
    """Return how a question that is right now went, those numbers included that were given up."""
    if question.hints or question.earlier == "hints":
        return "hints"
    return "at once" if len(question.attempts) == 1 and not question.earlier else "in the end"


def _hint(question: QuestionProgress, body: Mapping[str, Any]) -> QuestionProgress:
    return replace(question, hints=max(question.hints, int(body["shown"])))


def _revealed(question: QuestionProgress, body: Mapping[str, Any]) -> QuestionProgress:
    ended, first = question.ended or "revealed", question.first or "revealed"
    return replace(question, ended=ended, first=first, key=str(body.get("key", "")))


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
