"""`tutor schema`: the JSON Schema of lesson files, for editors."""

from __future__ import annotations

import click

from tutor.cli.context import emit, shared_options
from tutor.cli.options import Options, exits


@click.command("schema")
@shared_options()
@exits
def command(options: Options) -> None:
    """The JSON Schema of lesson files, for editors."""
    from tutor.lesson.schema import json_schema

    del options
    emit(json_schema())
