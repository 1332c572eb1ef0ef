"""Every rule of the coach fires on a program that really raises its error, and on no other."""

from __future__ import annotations

import functools

import pytest

from tests.coach import programs
from tests.runner.running import run
from tests.views.test_views import drawn
from tutor.coach.match import RULES, advise
from tutor.jobs import outcome
from tutor.records.job import Evaluate, Job, Limits, Program
from tutor.records.messages import Raised, Warned
from tutor.runner.pool import Pool
from tutor.views import view

pytestmark = [pytest.mark.torch, pytest.mark.asyncio(loop_scope="session")]

TABLES = ("AUTOGRAD", "SHAPES", "DTYPES", "MODULES", "DATA", "PYTHON", "SHUT_IN")


async def raised_by(pool: Pool, sources: list[str]) -> list[Raised | None]:
    """Run programs, all in one child, and return what each of them raised."""
    others = tuple(
        Program(str(number), source, evaluate=(Evaluate("end", "None"),))
        for number, source in enumerate(sources)
    )
    job = Job(Program("main", ""), others=others, limits=Limits(seconds=60.0))
    done = await outcome(pool.run(job))
    assert done.ended.kind == "finished", done.ended
    ends = [done.evaluated(str(number), "end") for number in range(len(sources))]
    return [None if end is None else end.raised for end in ends]


@pytest.mark.parametrize("table", TABLES)
async def test_each_error_is_recognised_and_explained_with_its_own_values(
    pool: Pool, table: str
) -> None:
    cases = programs.programs(getattr(programs, table))
    await pool.known()
    if table == "SHUT_IN" and (pool.isolation is None or pool.isolation.level == "limits only"):
        pytest.skip("nothing is shut in on this machine")

    found = await raised_by(pool, [source for _, _, source in cases])

    wrong = []
    for (rule, said, source), raised in zip(cases, found, strict=True):
        advice = advise(raised) if raised is not None else None
        text = drawn(view(raised, width=120), 120) if raised is not None else ""
        missing = [part for part in said if part not in text]
        if advice is None or advice.rule != rule or missing:
            wrong.append((rule, advice, missing, raised and raised.message[:300], source))
    assert wrong == []


@pytest.mark.parametrize("case", programs.programs(programs.WARNINGS), ids=lambda case: case[0])
async def test_each_warning_is_explained(
    pool: Pool, case: tuple[str, tuple[str, ...], str]
) -> None:
    rule, said, source = case

    done = await run(pool, source)

    warned = [message for message in done.messages if isinstance(message, Warned)]
    assert [advice.rule for advice in map(advise, warned) if advice is not None] == [rule]
    text = drawn(view(warned[0], width=120), 120)
    assert [part for part in said if part not in text] == []


@functools.cache
def proved() -> set[str]:
    tables = (*TABLES, "WARNINGS")
    return {rule for name in tables for rule, _, _ in programs.programs(getattr(programs, name))}


async def test_every_rule_is_proved_by_a_program() -> None:
    assert {rule.name for rule in RULES} - proved() == set()
