"""`tutor check`: prove a course, or single lessons, and say what does not hold and where."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tutor.cli.context import emit, shared_options
from tutor.cli.options import NOT_SO, OK, Options, exits
from tutor.display import show_line
from tutor.errors import Problem
from tutor.language import say

if TYPE_CHECKING:
    from tutor.prove import Proof


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]…")
@click.option("--seeds", type=click.IntRange(1, 50), default=3, help="Seeds each program runs on.")
@click.option("--torch-report", type=click.Path(path_type=Path), help="Write every key's value.")
@click.option(
    "--against", type=click.Path(path_type=Path), help="List what a report has otherwise."
)
@shared_options()
@exits
def command(
    paths: tuple[Path, ...],
    seeds: int,
    torch_report: Path | None,
    against: Path | None,
    options: Options,
) -> None:
    """Prove lessons: PATH is a course folder or a lesson file; none is the course itself."""
    proof = asyncio.run(_prove(paths or (options.folder,), seeds))
    changed = _reports(proof, torch_report, against)
    if options.json:
        emit(_as_json(proof))
    else:
        _print(proof)
    sys.exit(NOT_SO if proof.problems or changed else OK)


async def _prove(paths: tuple[Path, ...], seeds: int) -> Proof:
    from tutor.cli.engine import tell_isolation, warm_runner
    from tutor.prove import prove

    async with warm_runner(spares=2) as runner:
        await tell_isolation(runner)
        return await prove(
            paths, runner, seeds=seeds, progress=_shown if sys.stderr.isatty() else None
        )


def _shown(done: int, of: int, what: str) -> None:
    """Show on stderr how far the proof is, on one line of a terminal."""
    end = "\r" if done < of else "\n"
    text = say("cli.proving", done=done, of=of, what=show_line(what, columns=40))
    click.echo(f"\x1b[2K{text}{end}", nl=False, err=True)


def _print(proof: Proof) -> None:
    for problem in proof.problems:
        click.echo(show_line(str(problem), columns=2000))
    counts = proof.proved
    click.echo(
        say(
            "cli.proved",
            lessons=proof.lessons,
            experiments=counts.experiments,
            keys=counts.keys,
            misconceptions=counts.misconceptions,
            accepts=counts.accepts,
            rejects=counts.rejects,
            problems=len(proof.problems),
        ),
        err=True,
    )


def _as_json(proof: Proof) -> dict[str, Any]:
    counts = proof.proved
    return {
        "lessons": proof.lessons,
        "errors": [_problem_as_json(problem) for problem in proof.problems],
        "proved": {
            "experiments": counts.experiments,
            "keys": counts.keys,
            "misconceptions": counts.misconceptions,
            "accepts": counts.accepts,
            "rejects": counts.rejects,
        },
    }


def _problem_as_json(problem: Problem) -> dict[str, Any]:
    return {
        "file": str(problem.file),
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
        "hint": problem.hint,
    }


def _reports(proof: Proof, write: Path | None, against: Path | None) -> bool:
    """Write and compare the values of all keys; tell whether any is not as it was."""
    from tutor.prove.report import difference, read_report, write_report

    if write is not None:
        write_report(write, proof)
    if against is None:
        return False
    lines = difference(read_report(against), proof)
    for line in lines:
        click.echo(show_line(line, columns=2000))
    return bool(lines)
