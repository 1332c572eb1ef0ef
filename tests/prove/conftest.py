"""A runner for the whole of a file, as warm as `tutor check` has it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tutor.runner.pool import Pool


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pool() -> AsyncIterator[Pool]:
    made = Pool(spares=2)
    await made.start()
    yield made
    await made.close()
