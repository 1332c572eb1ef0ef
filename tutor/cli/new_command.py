"""`tutor new`: a lesson to fill in, which already loads and proves."""

from __future__ import annotations

import re
from pathlib import Path

import click

from tutor.cli.context import shared_options
from tutor.cli.options import Options, exits
from tutor.errors import NoSuchThing, TutorError
from tutor.language import say


@click.command("new")
@click.argument("lesson", metavar="LESSON")
@click.option("--into", type=click.Path(path_type=Path), default=Path(), help="Folder to write to.")
@shared_options()
@exits
def command(lesson: str, into: Path, options: Options) -> None:
    """Write LESSON.yaml, a lesson to fill in; it passes `tutor check` as it is."""
    from tutor.lesson.template import lesson_text

    del options
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", lesson) or len(lesson) > 64:
        raise NoSuchThing(say("cli.bad_lesson_id", name=lesson))
    path = into / f"{lesson}.yaml"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(lesson_text(lesson))
    except OSError as error:
        reason = error.strerror or str(error)
        raise TutorError(say("cli.not_written", path=path, reason=reason)) from error
    click.echo(say("cli.new_written", path=path))
