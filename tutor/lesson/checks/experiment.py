"""An experiment: names that a program can be given, and Python that parses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.errors import Problem
from tutor.lesson.checks.python import expression_problems, name_problems, program_problems
from tutor.lesson.model import Experiment, Prediction, ShowEntry
from tutor.lesson.naming import nearest
from tutor.lesson.spot import Spot
from tutor.records.views import ANY, OPTIONS


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
        yield from _view(spot.inside("show", number), entry)
    if experiment.predict is not None:
        yield from _prediction(spot.inside("predict"), experiment.predict)


def _view(spot: Spot, entry: ShowEntry) -> Iterator[Problem]:
    if entry.of:
        yield from expression_problems(spot.inside(entry.kind), entry.of)
    known = (*OPTIONS[entry.kind], *ANY)
    for name in entry.options:
        if name not in known:
            near = nearest(name, known)
            words = {"name": name, "kind": entry.kind, "near": near, "known": ", ".join(known)}
            problem = "odd_option_near" if near else "odd_option"
            yield spot.inside(name).wrong(problem, key=True, **words)


def _prediction(spot: Spot, prediction: Prediction) -> Iterator[Problem]:
    yield from expression_problems(spot.inside("answer"), prediction.answer)
