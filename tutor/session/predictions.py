"""Predictions: a guess read, the truth run, and both put side by side."""

from __future__ import annotations

from dataclasses import replace

from tutor import answers
from tutor.answers import Asked, Reading
from tutor.jobs import Runner, experiment_job, outcome
from tutor.language import say
from tutor.lesson.model import Experiment
from tutor.progress import PredictionMade
from tutor.records.job import Evaluate
from tutor.records.values import Plain, Value


def asked_of(experiment: Experiment) -> Asked:
    """Return what a reader may know; raises ValueError where no guess is asked for."""
    prediction = experiment.predict
    if prediction is None:
        raise ValueError(f"{experiment.id} asks for no prediction")
    choices = tuple((prediction.choices or {}).items())
    return Asked(kind=prediction.kind, choices=choices, subject=prediction.answer)


def truth_of(value: Value, asked: Asked) -> Value:
    """Return a truth; one that is the letter of a choice as the text of that choice."""
    letters = dict(asked.choices) if asked.kind == "choice" else {}
    if isinstance(value, Plain) and isinstance(value.value, str) and value.value in letters:
        return Plain(letters[value.value])
    return value


async def predicted(experiment: Experiment, text: str, runner: Runner) -> PredictionMade | Reading:
    """Return the guess beside the truth that a run computes.

    What is asked is asked of the lesson's program with its controls as they start, whatever the
    learner has changed before guessing. Returns the Reading itself where the guess cannot be read,
    or where there is no truth to put beside it: its `problem` then says why.
    """
    asked = asked_of(experiment)
    reading = answers.read(text, asked)
    if not reading.ok:
        return reading
    evaluate = (Evaluate("truth", asked.subject),)
    job = experiment_job(experiment, experiment.defaults(), evaluate=evaluate)
    truth = (await outcome(runner.run(job))).evaluated("main", "truth")
    if truth is None or truth.value is None:
        return replace(reading, value=None, problem=say("grade.no_truth"))
    value = truth_of(truth.value, asked)
    agrees = answers.compare(reading, value, asked).right
    return PredictionMade(reading.text, reading.shown, answers.key_text(value, asked), agrees)
