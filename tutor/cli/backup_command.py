"""`tutor backup`: copy progress now, or list the copies there are."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from tutor.cli.context import emit, shared_options
from tutor.cli.options import Options, exits
from tutor.display import show_line
from tutor.language import say
from tutor.paths import data_folder

if TYPE_CHECKING:
    from tutor.store.backups import Backup


@click.command("backup")
@click.option("--list", "listed", is_flag=True, help="List the backups instead of making one.")
@shared_options()
@exits
def command(listed: bool, options: Options) -> None:
    """Copy your progress; the tutor also does so by itself and thins old copies."""
    if listed:
        _list(options)
        return
    from tutor.store import Store

    store = Store(data_folder())
    store.open()
    try:
        made = store.back_up()
    finally:
        store.close()
    if options.json:
        emit(_as_json(made))
        return
    click.echo(say("store.backed_up", path=show_line(str(made.path)), count=made.newest))


def _list(options: Options) -> None:
    from tutor.store.backups import backups

    found = backups(data_folder())
    if options.json:
        emit({"backups": [_as_json(each) for each in found]})
        return
    for each in found:
        at = datetime.fromtimestamp(each.at).astimezone().strftime("%Y-%m-%d %H:%M")
        name = show_line(each.path.name)
        click.echo(say("store.backup_line", at=at, count=each.newest, name=name))
    if not found:
        click.echo(say("store.no_backups"))


def _as_json(backup: Backup) -> dict[str, Any]:
    return {"path": str(backup.path), "events": backup.newest, "at": backup.at}
