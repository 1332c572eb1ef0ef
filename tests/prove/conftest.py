"""A runner for the whole of a file, as warm as `tutor check` has it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tutor.cli.engine import warm_runner
from tutor.runner.pool import Pool


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pool() -> AsyncIterator[Pool]:
    async with warm_runner(spares=2) as made:
        yield made
