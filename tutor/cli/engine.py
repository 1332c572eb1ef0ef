"""The warm runner of one command: started, used and ended in one `async with`."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tutor.runner.pool import Pool


@asynccontextmanager
async def warm_runner(*, spares: int = 1) -> AsyncIterator[Pool]:
    """Yield a started runner and end all of its processes afterwards."""
    runner = Pool(spares=spares, spawn=os.environ.get("TUTOR_RUNNER") == "spawn")
    await runner.start()
    try:
        yield runner
    finally:
        await runner.close()
