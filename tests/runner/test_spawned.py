"""The same protocol where there is no fork: spares are started one by one."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.runner.running import run
from tutor.records.messages import LiveValue, Output
from tutor.records.values import Plain
from tutor.runner.pool import Pool

pytestmark = [pytest.mark.torch, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def spawning() -> AsyncIterator[Pool]:
    made = Pool(spawn=True)
    await made.start()
    yield made
    await made.close()


async def test_a_program_runs_with_values_and_output(spawning: Pool) -> None:
    source = "import torch\nx = torch.ones(2)  #> x.sum()\nprint('here')"

    done = await run(spawning, source, evaluate={"n": "x.numel()"})

    found = done.evaluated("main", "n")
    assert found is not None
    assert found.value == Plain(2)
    assert [m.text for m in done.messages if isinstance(m, Output)] == ["here\n"]
    assert any(isinstance(m, LiveValue) for m in done.messages)


@pytest.mark.parametrize(
    ("source", "kind"),
    [("while True: pass", "timed-out"), ("import os\nos._exit(3)", "died"), ("input()", "raised")],
)
async def test_it_ends_in_a_message(spawning: Pool, source: str, kind: str) -> None:
    done = await run(spawning, source, seconds=1.0)

    assert done.ended.kind == kind
