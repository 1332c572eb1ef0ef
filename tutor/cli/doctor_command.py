"""`tutor doctor`: versions, folders, terminal and runner, each tried rather than guessed."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutor.cli.context import emit, shared_options
from tutor.cli.options import NOT_SO, OK, Options, exits
from tutor.cli.versions import versions
from tutor.errors import LessonError, TutorError
from tutor.language import LANGUAGES, chosen, say
from tutor.paths import cache_folder, data_folder, state_folder

if TYPE_CHECKING:
    from tutor.runner.pool import Pool

TRIAL = "import torch\nw = torch.tensor(1.0, requires_grad=True)\n(3 * w).backward()\n"


@click.command("doctor")
@click.option(
    "--report",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write all of it, and the latest crashes, to FILE for whoever helps you.",
)
@shared_options()
@exits
def command(file: Path | None, options: Options) -> None:
    """Versions, paths, terminal and runner: what works here."""
    run = asyncio.run(_try_run())
    report = {
        "versions": versions(),
        "folders": _folders(options),
        "terminal": _terminal(),
        "runner": run,
        "language": chosen(),
    }
    if file is not None:
        _write(file, report, options)
    elif options.json:
        emit(report)
    else:
        _print(report)
    sys.exit(OK if run["ending"] == "finished" else NOT_SO)


def _write(file: Path, report: Mapping[str, object], options: Options) -> None:
    from tutor.cli.courses import course_of
    from tutor.cli.doctor_report import report_text

    try:
        course = course_of(options)
    except LessonError as error:
        text = report_text(report, error)
    else:
        text = report_text(report, course)
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise TutorError(
            say("cli.not_written", path=file, reason=error.strerror or error)
        ) from error
    click.echo(say("cli.doctor_report_written", path=file), err=True)


def _print(report: Mapping[str, object]) -> None:
    for name, value in report.items():
        if isinstance(value, dict):
            click.echo(say(f"cli.doctor_{name}"))
            for key, item in value.items():
                click.echo(f"  {key:<12} {item}")
    click.echo(say("cli.doctor_language", language=LANGUAGES[chosen()]))


def _folders(options: Options) -> dict[str, str]:
    folders = {
        "lessons": options.folder,
        "progress": data_folder(),
        "cache": cache_folder(),
        "reports": state_folder(),
    }
    return {name: f"{folder} ({_writable(folder)})" for name, folder in folders.items()}


def _writable(folder: Path) -> str:
    standing = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    key = "cli.doctor_writable" if os.access(standing, os.W_OK) else "cli.doctor_read_only"
    return say(key)


def _terminal() -> dict[str, str]:
    size = shutil.get_terminal_size()
    return {
        "TERM": os.environ.get("TERM", ""),
        "size": f"{size.columns}x{size.lines}",
        "stdin": say("cli.doctor_tty" if sys.stdin.isatty() else "cli.doctor_no_tty"),
        "stdout": say("cli.doctor_tty" if sys.stdout.isatty() else "cli.doctor_no_tty"),
        "encoding": sys.stdout.encoding or "",
    }


def _why(runner: Pool) -> dict[str, str]:
    """Return why runs are shut in no further, where they could be."""
    isolation = runner.isolation
    if isolation is None or not isolation.why:
        return {}
    return {"not further": isolation.why}


async def _try_run() -> dict[str, str]:
    """Run a small backward pass in a fresh process, twice: cold and warm."""
    from tutor.cli.engine import warm_runner
    from tutor.jobs import outcome
    from tutor.records.job import Job, Program

    began = time.perf_counter()
    async with warm_runner() as runner:
        job = Job(main=Program("main", TRIAL))
        first = await outcome(runner.run(job))
        ready = time.perf_counter() - began
        second = await outcome(runner.run(job))
        return {
            "ending": first.ended.kind,
            "detail": first.ended.detail,
            "isolation": second.ended.isolation,
            **_why(runner),
            "ready after": f"{ready:.2f} s",
            "a run takes": f"{second.ended.elapsed_ms:.1f} ms",
            **dict(runner.versions or {}),
        }
