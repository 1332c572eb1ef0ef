"""Judging a typed program: its tests against those of the solution, case by case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor import answers
from tutor.display import show, show_line
from tutor.grade.pose import TYPED, is_assert
from tutor.language import say
from tutor.records.messages import Evaluated, Raised

if TYPE_CHECKING:
    from tutor.grade.keys import Keys, Tests
    from tutor.grade.pose import Posed


def judge_code(posed: Posed, keys: Keys) -> tuple[bool, str, int | None]:
    """Return whether the typed program is right, what to reply, and the misconception it matches.

    It is right when every test gives what the solution's gives; else the reply shows the first
    test that does not, as what was tried, what the solution gives and what came instead.
    """
    tests = keys.tests or {}
    solution, typed = tests.get("solution", ()), tests.get(TYPED)
    if typed is None or not any(typed):
        return False, say("grade.code_not_run", ending=say(f"grade.ending_{keys.ending}")), None
    failing = _first_failing(posed, solution, typed)
    if failing is None:
        return True, "", None
    return False, _case(posed, failing, solution, typed), _matching(posed, keys, typed)


def _first_failing(posed: Posed, solution: Tests, typed: Tests) -> int | None:
    for number, (expected, got) in enumerate(zip(solution, typed, strict=False)):
        if not _agrees(posed, expected, got):
            return number
    return None


def _agrees(posed: Posed, expected: Evaluated | None, got: Evaluated | None) -> bool:
    if expected is None or got is None:
        return expected is got
    if expected.raised is not None or got.raised is not None:
        return _name(expected.raised) == _name(got.raised)
    if expected.value is None or got.value is None:
        return expected.value is got.value
    return answers.compare_values(
        got.value, expected.value, tolerance=posed.question.tolerance
    ).right


def _matching(posed: Posed, keys: Keys, typed: Tests) -> int | None:
    """Return the first known mistake whose program fails and succeeds exactly as this one."""
    for index in range(len(posed.question.misconceptions)):
        mistaken = (keys.tests or {}).get(f"misconception-{index}")
        if mistaken is not None and _first_failing(posed, mistaken, typed) is None:
            return index
    return None


def _case(posed: Posed, number: int, solution: Tests, typed: Tests) -> str:
    test = show(posed.filled(posed.question.tests[number]).strip(), lines=6, columns=200)
    expected, got = solution[number], typed[number]
    if got is None:
        return say("grade.code_stopped", test=test)
    if got.raised is not None:
        key = "grade.code_assert_failed" if is_assert(test) else "grade.code_raised"
        return say(
            key,
            test=test,
            exception=got.raised.exception,
            message=show_line(got.raised.message) or got.raised.exception,
            where=_where(got.raised),
        )
    told, found = _text(expected), _text(got)
    said = say("grade.code_case", test=test, expected=told, got=found)
    if told != found or expected is None or not (expected.value and got.value):
        return said
    # Both look alike: what they differ in has to be said.
    return f"{said} {answers.compare_values(got.value, expected.value).how_far}".rstrip()


def _where(raised: Raised) -> str:
    line = raised.frames[-1].source.strip() if raised.frames else ""
    return say("grade.code_where", line=show_line(line)) if line else ""


def _text(result: Evaluated | None) -> str:
    if result is None:
        return "…"
    if result.raised is not None:
        return result.raised.exception
    return show_line(answers.described(result.value)) if result.value is not None else "…"


def _name(raised: Raised | None) -> str | None:
    return None if raised is None else raised.exception
