"""Keys: what torch says the answer is, and what each misconception would have answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutor import answers
from tutor.grade import pose
from tutor.jobs import Outcome, Runner, outcome
from tutor.language import say
from tutor.records.messages import Evaluated, Raised
from tutor.records.values import Plain, Value

if TYPE_CHECKING:
    from tutor.grade.pose import Posed

Tests = tuple[Evaluated | None, ...]
"""What each test of a code question came to; None where the run did not get that far."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What one run of a posed question gave.

    `problem` is a sentence where there is no key: the program raised, was stopped or died.
    """

    key: Value | None
    beliefs: tuple[Value | None, ...] = ()
    """One entry a misconception; None where its program or expression raised."""
    typed: Evaluated | None = None
    """What a typed expression came to."""
    tests: Mapping[str, Tests] | None = None
    """For kind code: program name → what its tests came to."""
    problem: str = ""
    ending: str = "finished"
    raised: tuple[tuple[str, Raised], ...] = ()
    """Names of what was evaluated and the exception it raised instead: for the proof."""


async def find_keys(posed: Posed, runner: Runner, *, typed: str | None = None) -> Keys:
    """Run `posed` in a fresh process and return its keys.

    `typed` is the source of a typed expression or program (kinds expression and code) to run too.
    """
    question = posed.question
    if question.kind == "code":
        return _code_keys(posed, await outcome(runner.run(pose.code_job(posed, typed))))
    if question.answer is None and not _needs_run(posed, typed):
        return _literal_keys(posed)
    return _keys(posed, await outcome(runner.run(pose.key_job(posed, typed))))


def _needs_run(posed: Posed, typed: str | None) -> bool:
    given = (misconception.gives for misconception in posed.question.misconceptions)
    return typed is not None or any(expression is not None for expression in given)


def _literal_keys(posed: Posed) -> Keys:
    beliefs = tuple(_literal(posed, m.literal) for m in posed.question.misconceptions)
    return Keys(key=_literal(posed, posed.question.literal), beliefs=beliefs)


def _keys(posed: Posed, done: Outcome) -> Keys:
    question = posed.question
    found = done.evaluated("main", pose.KEY)
    key = _literal(posed, question.literal) if found is None else _canonical(posed, found.value)
    beliefs = tuple(_belief(posed, index, done) for index in range(len(question.misconceptions)))
    return Keys(
        key=key,
        beliefs=beliefs,
        typed=done.evaluated("main", pose.TYPED),
        problem="" if key is not None else _problem(done, found),
        ending=done.ended.kind,
        raised=_all_raised(done),
    )


def _belief(posed: Posed, index: int, done: Outcome) -> Value | None:
    misconception = posed.question.misconceptions[index]
    if misconception.literal is not None:
        return _literal(posed, misconception.literal)
    if misconception.gives is not None:
        found = done.evaluated("main", pose.belief(index))
    else:
        found = done.evaluated(pose.belief(index), pose.KEY)
    return None if found is None else _canonical(posed, found.value)


def _code_keys(posed: Posed, done: Outcome) -> Keys:
    named = [message for message in done.messages if isinstance(message, Evaluated)]
    names = {message.program for message in named}
    tests = {name: _tests(posed, name, done) for name in names}
    solution = tests.get("solution")
    whole = solution is not None and all(
        result is not None and result.raised is None for result in solution
    )
    return Keys(
        key=Plain(posed.question.answer or posed.question.literal) if whole else None,
        tests=tests,
        problem="" if whole else _problem(done, None),
        ending=done.ended.kind,
        raised=_all_raised(done),
    )


def _tests(posed: Posed, program: str, done: Outcome) -> Tests:
    numbers = range(len(posed.question.tests))
    return tuple(done.evaluated(program, f"test-{number}") for number in numbers)


def _literal(posed: Posed, text: str | None) -> Value | None:
    """Return the key that a literal spells; None where there is none (or it spells nothing)."""
    if text is None:
        return None
    filled = posed.filled(text)
    if posed.question.choices is not None:
        return _canonical(posed, Plain(filled))
    try:
        return answers.key_from_literal(filled, posed.asked)
    except ValueError:
        return None


def _canonical(posed: Posed, value: Value | None) -> Value | None:
    """Return a choice's key by its text: letters name other choices once they are shuffled."""
    choices = posed.question.choices
    if choices is None or not isinstance(value, Plain) or not isinstance(value.value, str):
        return value
    letters = [letter.strip() for letter in value.value.split(",")]
    if posed.question.kind == "choice" and value.value in choices:
        return Plain(posed.filled(choices[value.value]))
    if posed.question.kind == "choices" and all(letter in choices for letter in letters):
        return Plain("\n".join(posed.filled(choices[letter]) for letter in letters))
    return value


def _all_raised(done: Outcome) -> tuple[tuple[str, Raised], ...]:
    found = [("main", done.raised)] if done.raised is not None else []
    for message in done.messages:
        if isinstance(message, Evaluated) and message.raised is not None:
            found.append((f"{message.program}/{message.name}", message.raised))
    return tuple(found)


def _problem(done: Outcome, found: Evaluated | None) -> str:
    """Return why there is no key, in a sentence."""
    if found is not None and found.raised is not None:
        raised = found.raised
        return say("grade.key_raised", exception=raised.exception, message=raised.message)
    if done.raised is not None:
        raised = done.raised
        return say("grade.program_raised", exception=raised.exception, message=raised.message)
    return say("grade.not_run", ending=say(f"grade.ending_{done.ended.kind}"))
