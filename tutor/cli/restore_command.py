"""`tutor restore`: put a backup in the place of progress, which is kept under another name."""

from __future__ import annotations

import click

from tutor.cli.context import shared_options
from tutor.cli.options import Options, exits
from tutor.display import show_line
from tutor.language import say
from tutor.paths import data_folder


@click.command("restore")
@click.argument("backup")
@shared_options()
@exits
def command(backup: str, options: Options) -> None:
    """Bring BACKUP back: a file, or a name that `tutor backup --list` shows.

    Close every other tutor first. What is there now is set aside, not deleted.
    """
    del options
    from tutor.store.restore import restore

    source, count, aside = restore(data_folder(), backup)
    kept = show_line(aside.name) if aside is not None else "—"
    click.echo(say("store.restored", path=show_line(str(source)), count=count, aside=kept))
