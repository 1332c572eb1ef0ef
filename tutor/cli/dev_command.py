"""`tutor dev FILE`: write a lesson with the app beside the editor."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tutor.cli.context import shared_options
from tutor.cli.options import Options, exits


@click.command("dev")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@shared_options()
@exits
def command(file: Path, options: Options) -> None:
    """Open the app on one lesson; each time FILE is saved it is read again, at the same step."""
    from tutor.cli.faces import start_dev

    sys.exit(start_dev(file, options))
