"""`tutor play`: the playground, or without a terminal one run of a file."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tutor.cli.context import emit, shared_options
from tutor.cli.options import NOT_RUN, NOT_SO, OK, Options, exits
from tutor.errors import NoSuchThing
from tutor.language import say

if TYPE_CHECKING:
    from tutor.jobs import Outcome
    from tutor.playing.start import Start
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
    if not (options.json or options.plain) and sys.stdout.isatty():
        from tutor.cli.faces import start_app

        sys.exit(start_app(options, None, play=_start(file, show) or True))
    if file is None:
        raise NoSuchThing(say("cli.play_needs_file"))
    sys.exit(asyncio.run(_run(read_program(file), show, seed, options)))


def _start(file: Path | None, show: tuple[Show, ...]) -> Start | None:
    """Return what the app begins with; a file that is not there yet is a new one of that name."""
    from tutor.playing.files import read_program
    from tutor.playing.start import Start, first_program

    if file is None:
        return None
    if not file.exists():
        return Start(first_program(), show, file=str(file), is_saved=False)
    return Start(read_program(file), show, file=str(file))


async def _run(source: str, show: tuple[Show, ...], seed: int, options: Options) -> int:
    from tutor.cli.engine import warm_runner
    from tutor.jobs import outcome, playground_job

    job = playground_job(source, show, seed=seed)
    async with warm_runner() as runner:
        done = await outcome(runner.run(job))
        if options.json:
            emit(_as_json(seed, done))
        else:
            from tutor.plain.drawing import console, draw_run, run_state

            draw_run(console(), run_state(job, done))
        if done.ended.kind == "finished":
            return OK
        return NOT_RUN if runner.state == "broken" else NOT_SO


def _as_json(seed: int, done: Outcome) -> dict[str, Any]:
    from tutor.records.codec import to_plain

    return {
        "seed": seed,
        "ending": done.ended.kind,
        "elapsed_ms": round(done.ended.elapsed_ms, 3),
        "isolation": done.ended.isolation,
        "records": [to_plain(message) for message in (*done.messages, done.ended)],
    }


def _show(text: str) -> Show:
    from tutor.playing.views import typed_view

    kind, _, of = text.partition(":")
    return typed_view(kind.strip(), of)
