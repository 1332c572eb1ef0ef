"""What every command says to the command line library: the shared options, and data as JSON."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from tutor.cli.options import Options
from tutor.language import LANGUAGES, use

Command = TypeVar("Command", bound=Callable[..., Any])


def shared_options(*, plain: bool = False, runs: bool = False) -> Callable[[Command], Command]:
    """Give a command the shared options, before or after its name, as one `options` argument."""

    def decorate(command: Command) -> Command:
        @click.option(
            "--lessons", type=click.Path(path_type=Path), help="Folder of another course."
        )
        @click.option("--json", "as_json", is_flag=True, help="Print data as JSON.")
        @click.option(
            "--trust",
            is_flag=True,
            hidden=not runs,
            help="Run a course of somebody else also where its programs cannot be shut in.",
        )
        @click.option("--lang", type=click.Choice(list(LANGUAGES)), help="Language of the tutor.")
        @click.option(
            "--plain",
            is_flag=True,
            hidden=not plain,
            help="One line after the other: for screen readers and simple terminals.",
        )
        @functools.wraps(command)
        def wrapped(
            *args: Any,
            lessons: Path | None,
            as_json: bool,
            lang: str | None,
            plain: bool,
            trust: bool,
            **more: Any,
        ) -> Any:
            given = click.get_current_context().obj or Options()
            if lang is not None:
                use(lang)
            options = replace(
                given,
                lessons=lessons or given.lessons,
                json=as_json or given.json,
                plain=plain or given.plain,
                trust=trust or given.trust,
                language=lang or given.language,
            )
            return command(*args, options=options, **more)

        return wrapped  # type: ignore[return-value]

    return decorate


def emit(data: object) -> None:
    """Print `data` as one line of JSON on stdout; halves of characters stay escaped."""
    import json
    import re

    line = json.dumps(data, ensure_ascii=False, allow_nan=False)
    click.echo(re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half.group()):04x}", line))
