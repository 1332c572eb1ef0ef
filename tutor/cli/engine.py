"""The warm runner of one command: started, used and ended in one `async with`."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tutor.cli.options import Options
from tutor.paths import data_folder
from tutor.records.isolation import LEVELS, SAFE, Level
from tutor.runner.pool import Pool
from tutor.trust import Trust


@asynccontextmanager
async def warm_runner(options: Options | None = None, *, spares: int = 1) -> AsyncIterator[Pool]:
    """Yield a started runner and end all of its processes afterwards.

    With `options` it runs the course they name, and refuses one of somebody else that would not be
    shut in and has no yes; without, it runs what the person at the keyboard has written.
    """
    runner = new_runner(needed(options), spares=spares)
    await runner.start()
    try:
        if options is not None and options.needs_a_yes:
            await runner.known()
            if runner.refuses:
                runner.trust(_was_trusted(options.folder))
        yield runner
    finally:
        await runner.close()


async def tell_isolation(runner: Pool) -> None:
    """Say on stderr how far the programs of a whole course, or of many people, are shut in."""
    import click

    from tutor.views.isolation import isolation_words

    await runner.known()
    if runner.isolation is not None:
        click.echo(isolation_words(runner.isolation.level), err=True)


def new_runner(needs: Level = "limits only", *, spares: int = 1) -> Pool:
    """Return a runner that has not been started, of the kind the environment asks for."""
    asked = os.environ.get("TUTOR_ISOLATION", "")
    most = next((level for level in LEVELS if level == asked), LEVELS[-1])
    is_spawned = os.environ.get("TUTOR_RUNNER") == "spawn"
    return Pool(spares=spares, spawn=is_spawned, needs=needs, most=most)


def needed(options: Options | None) -> Level:
    """Return how far programs must be shut in: those of a course, or of the person who asks."""
    return SAFE if options is not None and options.needs_a_yes else LEVELS[0]


def _was_trusted(folder: Path) -> bool:
    from tutor.store import Store

    if not data_folder().is_dir():
        return False
    store = Store(data_folder())
    try:
        store.open()
        return Trust(folder, store).is_given()
    finally:
        store.close()
