"""Finds the rule that is meant by an exception or a warning: the first one that fits all of it."""

from __future__ import annotations

import re
from functools import cache

from tutor.coach import autograd, dataloading, dtypes, modules, python, shapes, shut_in, values
from tutor.coach.failure import failure_of, warning_of
from tutor.coach.rule import Advice, Failure, Rule
from tutor.records.messages import Fact, Raised, Warned

RULES: tuple[Rule, ...] = (
    *autograd.RULES,
    *dataloading.RULES,
    *modules.RULES,
    *shapes.RULES,
    *dtypes.RULES,
    *shut_in.RULES,
    *python.RULES,
)
"""In the order they are tried: a narrow rule stands before a wide one."""


def advise(happened: Raised | Warned) -> Advice | None:
    """Return what the coach has to say about an exception or a warning, if anything."""
    warned = isinstance(happened, Warned)
    failure = warning_of(happened) if isinstance(happened, Warned) else failure_of(happened)
    for rule in _rules_for(failure.exception, () if warned else failure.bases):
        advice = _meant(rule, failure)
        if advice is not None:
            return advice
    return None


@cache
def _rules_for(exception: str, bases: tuple[str, ...]) -> tuple[Rule, ...]:
    names = {exception, *bases}
    return tuple(rule for rule in RULES if names & set(rule.exceptions))


def _meant(rule: Rule, failure: Failure) -> Advice | None:
    """Return the rule's advice, or None where it is not the one that is meant."""
    if rule.near and not failure.near:
        return None
    if rule.line and not re.search(rule.line, failure.line):
        return None
    if rule.needs and _variable(rule.needs, failure.facts) is None:
        return None
    match = re.search(rule.pattern, failure.message)
    if match is None:
        return None
    found = {name: values.said(name, text or "") for name, text in match.groupdict().items()}
    if rule.named:
        variable = _variable(rule.named, failure.facts)
        found["name"] = "" if variable is None else variable.name
    if rule.near:
        found["near"] = failure.near[: values.LONGEST]
    return Advice(rule.name, tuple(found.items()), rule.lesson, rule.named)


def _variable(named: str, facts: tuple[Fact, ...]) -> Fact | None:
    """Return the first variable of a kind; of tensors, a leaf that needs a gradient for "leaf"."""
    for fact in facts:
        if named == "leaf" and fact.family == "tensor" and fact.is_leaf and fact.requires_grad:
            return fact
        if named in (fact.family, "any"):
            return fact
    return None
