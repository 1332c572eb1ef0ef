"""Answers in another language: keys name its choices, and what it says is typed is graded so."""

from __future__ import annotations

from collections.abc import Coroutine, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tutor.grade import find_keys, pose
from tutor.jobs import Runner
from tutor.lesson.model import Experiment, Question
from tutor.prove.experiments import prove_prediction, run_experiment
from tutor.prove.findings import Findings
from tutor.prove.questions import Place, prove_key, prove_listed, solution
from tutor.prove.sources import Source, translations

if TYPE_CHECKING:
    from tutor.lesson.overlay import StepOverlay

Part = tuple[str, Coroutine[Any, Any, Findings]]


def translated_parts(source: Source, runner: Runner) -> Iterator[Part]:
    """Yield the proof of each step whose answers a translation has a say in."""
    for other, overlay in translations(source):
        for step in other.lesson.steps:
            own = overlay.steps.get(step.id)
            if own is None:
                continue
            name = f"{other.path.stem}/{step.id}"
            if isinstance(step, Question) and (own.choices or own.accept or own.reject):
                yield name, _question(other, step, own, runner)
            elif isinstance(step, Experiment) and own.predict and own.predict.choices:
                yield name, _prediction(other, step, runner)


async def _question(
    source: Source, question: Question, own: StepOverlay, runner: Runner
) -> Findings:
    place, posed = Place(source, question.id), pose(source.lesson, question, 0)
    lists = {"accept": own.accept, "reject": own.reject}
    posed = replace(posed, question=question.model_copy(update=lists))
    keys = await find_keys(posed, runner, typed=solution(question))
    found = prove_key(place, posed, keys)
    if found.problems:
        return found
    return await prove_listed(place, posed, keys, runner)


async def _prediction(source: Source, experiment: Experiment, runner: Runner) -> Findings:
    done = await run_experiment(experiment, runner, {}, experiment.seed)
    return prove_prediction(source, experiment.id, experiment, done)
