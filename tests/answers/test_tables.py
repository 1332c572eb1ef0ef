"""What learners type, kind by kind: what a fair marker would accept, and what one would refuse."""

from __future__ import annotations

import pytest

from tests.answers.tables import TABLES, Case
from tutor import answers
from tutor.answers import Asked
from tutor.records.values import Value

RIGHT = [pytest.param(c.key, c.asked, t, id=f"{c.name}: {t!r}") for c in TABLES for t in c.right]
WRONG = [pytest.param(c.key, c.asked, t, id=f"{c.name}: {t!r}") for c in TABLES for t in c.wrong]


@pytest.mark.parametrize(("key", "asked", "typed"), RIGHT)
def test_it_is_accepted(key: Value, asked: Asked, typed: str) -> None:
    reading = answers.read(typed, asked)

    assert reading.ok, reading.problem
    assert reading.shown
    assert answers.compare(reading, key, asked).right, reading.shown


@pytest.mark.parametrize(("key", "asked", "typed"), WRONG)
def test_it_is_not_accepted(key: Value, asked: Asked, typed: str) -> None:
    reading = answers.read(typed, asked)

    assert not reading.ok or not answers.compare(reading, key, asked).right, reading.shown


@pytest.mark.parametrize("case", TABLES, ids=[case.name for case in TABLES])
def test_the_key_as_it_is_revealed_is_accepted(case: Case) -> None:
    reading = answers.read(answers.key_text(case.key, case.asked), case.asked)

    assert answers.compare(reading, case.key, case.asked).right


@pytest.mark.parametrize("kind", sorted({case.asked.kind for case in TABLES}))
def test_every_kind_has_thirty_of_each(kind: str) -> None:
    right = {t for case in TABLES if case.asked.kind == kind for t in case.right}
    wrong = {t for case in TABLES if case.asked.kind == kind for t in case.wrong}

    assert (len(right) >= 30, len(wrong) >= 30) == (True, True), (len(right), len(wrong))
