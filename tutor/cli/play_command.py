"""`tutor play`: the playground, or without a terminal one run of a file."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tutor.cli.context import NOT_RUN, NOT_SO, OK, Options, emit, exits, shared_options
from tutor.errors import NoSuchThing
from tutor.language import say

if TYPE_CHECKING:
    from tutor.jobs import Outcome
    from tutor.records.job import Show


@click.command("play")
@click.argument("file", type=click.Path(path_type=Path), required=False, metavar="[FILE]")
@click.option("--view", "views", multiple=True, metavar="KIND[:EXPRESSION]", help="Add a view.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=0, help="Seed of the run.")
@shared_options(plain=True)
@exits
def command(file: Path | None, views: tuple[str, ...], seed: int, options: Options) -> None:
    """Try a program of your own: live values, all views, show(x); nothing is graded.

    Without a terminal, or with --json or --plain, FILE is run once and its views are drawn.
    """
    from tutor.playing.files import read_program

    show = tuple(_show(view) for view in views)
    source = None if file is None else read_program(file)
    if source is None:
        raise NoSuchThing(say("cli.play_needs_file"))
    sys.exit(asyncio.run(_run(source, show, seed, options)))


async def _run(source: str, show: tuple[Show, ...], seed: int, options: Options) -> int:
    from tutor.cli.engine import warm_runner
    from tutor.jobs import outcome, playground_job

    job = playground_job(source, show, seed=seed)
    async with warm_runner() as runner:
        done = await outcome(runner.run(job))
        if options.json:
            emit(_as_json(seed, done))
        else:
            from tutor.plain.drawing import console, draw_outcome

            draw_outcome(console(), job, done)
        if done.ended.kind == "finished":
            return OK
        return NOT_RUN if runner.state == "broken" else NOT_SO


def _as_json(seed: int, done: Outcome) -> dict[str, Any]:
    from tutor.records.codec import to_plain

    return {
        "seed": seed,
        "ending": done.ended.kind,
        "elapsed_ms": round(done.ended.elapsed_ms, 3),
        "records": [to_plain(message) for message in (*done.messages, done.ended)],
    }


def _show(text: str) -> Show:
    from tutor.playing.views import typed_view

    kind, _, of = text.partition(":")
    return typed_view(kind.strip(), of)
