"""A question: the program its key is evaluated in, what it varies, its texts and choices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tutor.arithmetic import Refused
from tutor.errors import Problem
from tutor.lesson.checks.braces import brace_problems
from tutor.lesson.checks.misconception import misconception_problems
from tutor.lesson.checks.python import (
    expression_problems,
    name_problems,
    program_problems,
    test_problems,
)
from tutor.lesson.model import Experiment, Question
from tutor.lesson.naming import nearest, spelled
from tutor.lesson.spot import Spot
from tutor.lesson.variants import MOST_DRAWS, control_value, draws, variants


def question_problems(
    spot: Spot, question: Question, standing: Mapping[str, Experiment | None], later: set[str]
) -> Iterator[Problem]:
    """Yield what is wrong with a question.

    `standing` holds the experiments before it (None: one that cannot be read), `later` the ids
    of those behind it.
    """
    yield from _python(spot, question)
    yield from _choices(spot, question)
    if question.experiment is None:
        experiment = None
    elif question.experiment not in standing:
        yield _no_experiment(spot, question.experiment, standing, later)
        return
    else:
        experiment = standing[question.experiment]
        if experiment is None:
            return
    yield from _vary(spot, question, experiment)
    yield from _texts(spot, question, experiment)
    yield from misconception_problems(spot, question, experiment)


def _python(spot: Spot, question: Question) -> Iterator[Problem]:
    if question.code is not None:
        yield from program_problems(spot.inside("code"), question.code)
    if question.answer is not None:
        check = program_problems if question.kind == "code" else expression_problems
        yield from check(spot.inside("answer"), question.answer)
    for number, test in enumerate(question.tests):
        yield from test_problems(spot.inside("tests", number), test)


def _choices(spot: Spot, question: Question) -> Iterator[Problem]:
    if question.choices is None:
        return
    seen: dict[str, str] = {}
    for letter, text in question.choices.items():
        at = spot.inside("choices", letter)
        if not re.fullmatch(r"[A-Z]", letter):
            yield at.wrong("choice_letter", key=True, letter=letter)
        if text in seen:
            yield at.wrong("same_choice", letter=letter, other=seen[text])
        seen.setdefault(text, letter)
    yield from _chosen(spot.inside("literal"), question, question.literal)
    for number, misconception in enumerate(question.misconceptions):
        at = spot.inside("misconceptions", number, "literal")
        yield from _chosen(at, question, misconception.literal)


def _chosen(spot: Spot, question: Question, literal: str | None) -> Iterator[Problem]:
    """Yield a literal that names no choice, by letter or by text."""
    choices = question.choices or {}
    known = {*choices, *choices.values()}
    if literal is None or literal.strip() in known:
        return
    for part in [literal] if question.kind == "choice" else re.split(r"[,\n]", literal.strip()):
        if part.strip() not in known:
            yield spot.wrong("no_choice", literal=part.strip(), known=", ".join(choices))


def _no_experiment(
    spot: Spot, name: str, standing: Mapping[str, Experiment | None], later: set[str]
) -> Problem:
    at = spot.inside("experiment")
    if name in later:
        return at.wrong("experiment_later", name=name)
    near = nearest(name, [*standing, *later])
    known = ", ".join(standing) or "—"
    if near:
        return at.wrong("experiment_near", name=name, near=near)
    return at.wrong("no_experiment", name=name, known=known)


def _vary(spot: Spot, question: Question, experiment: Experiment | None) -> Iterator[Problem]:
    found = False
    for name, values in question.vary.items():
        at = spot.inside("vary", name)
        for problem in _varied(at, name, values, experiment):
            found = True
            yield problem
    if question.when is not None and not question.vary:
        yield spot.inside("when").wrong("when_without_vary", key=True)
    elif draws(question) > MOST_DRAWS:
        yield spot.inside("vary").wrong("too_many_draws", count=draws(question), most=MOST_DRAWS)
    elif question.when is not None and not found:
        yield from _condition(spot.inside("when"), question, experiment)


def _varied(
    spot: Spot, name: str, values: tuple[object, ...], experiment: Experiment | None
) -> Iterator[Problem]:
    yield from name_problems(spot, name)
    control = None if experiment is None else experiment.controls.get(name)
    if experiment is not None and control is None:
        near = nearest(name, tuple(experiment.controls))
        known = ", ".join(experiment.controls) or "—"
        yield spot.wrong("no_control", key=True, name=name, known=near or known)
        return
    for number, value in enumerate(values):
        if any(type(value) is type(other) and value == other for other in values[:number]):
            yield spot.inside(number).wrong("same_value", value=spelled(value))
        if control is not None and not control.takes(control_value(control, value)):
            yield spot.inside(number).wrong("not_taken", name=name, value=spelled(value))


def _condition(spot: Spot, question: Question, experiment: Experiment | None) -> Iterator[Problem]:
    try:
        if not variants(question, experiment):
            yield spot.wrong("never_met")
    except Refused as refused:
        yield spot.wrong("condition", words=str(refused))


def _texts(spot: Spot, question: Question, experiment: Experiment | None) -> Iterator[Problem]:
    known = [*(experiment.controls if experiment is not None else ()), *question.vary]
    names = list(dict.fromkeys(known))
    yield from brace_problems(spot.inside("ask"), question.ask, names)
    yield from brace_problems(spot.inside("literal"), question.literal, names)
    yield from brace_problems(spot.inside("because"), question.because, [*names, "key"])
    for number, hint in enumerate(question.hints):
        yield from brace_problems(spot.inside("hints", number), hint, names)
    for letter, text in (question.choices or {}).items():
        yield from brace_problems(spot.inside("choices", letter), text, names)
    for number, misconception in enumerate(question.misconceptions):
        at = spot.inside("misconceptions", number)
        yield from brace_problems(at.inside("say"), misconception.say, [*names, "key"])
        yield from brace_problems(at.inside("hint"), misconception.hint, [*names, "key"])
        yield from brace_problems(at.inside("believes"), misconception.believes, names)
        yield from brace_problems(at.inside("literal"), misconception.literal, names)
