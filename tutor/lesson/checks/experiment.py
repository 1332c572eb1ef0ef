"""An experiment: names that a program can be given, and Python that parses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.errors import Problem
from tutor.lesson.checks.python import expression_problems, name_problems, program_problems
from tutor.lesson.model import Experiment, Prediction
from tutor.lesson.spot import Spot


def experiment_problems(spot: Spot, experiment: Experiment) -> Iterator[Problem]:
    """Yield what is wrong with an experiment."""
    yield from program_problems(spot.inside("code"), experiment.code)
    for name in experiment.controls:
        control = spot.inside("controls", name)
        taken = list(name_problems(control, name))
        yield from taken
        if not taken and not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", experiment.code):
            yield control.wrong("unused_control", key=True, name=name)
    for number, entry in enumerate(experiment.show):
        if entry.of:
            yield from expression_problems(spot.inside("show", number, entry.kind), entry.of)
    if experiment.predict is not None:
        yield from _prediction(spot.inside("predict"), experiment.predict)


def _prediction(spot: Spot, prediction: Prediction) -> Iterator[Problem]:
    yield from expression_problems(spot.inside("answer"), prediction.answer)
