"""What every command shares: its options, how it ends, and how it finds course and runner."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import click

from tutor.errors import LessonError, NoSuchThing, PlayError, RunnerError, StoreError, TutorError
from tutor.language import LANGUAGES, chosen, use

OK, NOT_SO, WRONG_CALL, NO_PROGRESS, NOT_RUN = range(5)

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Options:
    """The options that mean the same in every command."""

    lessons: Path | None = None
    json: bool = False
    plain: bool = False
    language: str | None = None
    """The language asked for; None where the environment or an earlier choice decides."""

    @property
    def folder(self) -> Path:
        """Return the folder of the course."""
        from tutor.paths import shipped

        return self.lessons if self.lessons is not None else shipped("lessons")


def shared_options(*, plain: bool = False) -> Callable[[Command], Command]:
    """Give a command the shared options, before or after its name, as one `options` argument."""

    def decorate(command: Command) -> Command:
        @click.option(
            "--lessons", type=click.Path(path_type=Path), help="Folder of another course."
        )
        @click.option("--json", "as_json", is_flag=True, help="Print data as JSON.")
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
                language=lang or given.language,
            )
            return command(*args, options=options, **more)

        return wrapped  # type: ignore[return-value]

    return decorate


def exits(command: Command) -> Command:
    """Turn the tutor's own errors into one sentence on stderr and the exit code they stand for."""

    @functools.wraps(command)
    def wrapped(*args: Any, **more: Any) -> Any:
        try:
            return command(*args, **more)
        except (NoSuchThing, LessonError, PlayError) as error:
            complain(error)
            sys.exit(WRONG_CALL)
        except StoreError as error:
            complain(error)
            sys.exit(NO_PROGRESS)
        except RunnerError as error:
            complain(error)
            sys.exit(NOT_RUN)
        except TutorError as error:
            complain(error)
            sys.exit(NOT_SO)

    return wrapped  # type: ignore[return-value]


def complain(message: object) -> None:
    """Say on stderr what is wrong; file names and lesson text in it cannot act on the terminal."""
    from tutor.display import show

    click.echo(f"tutor: {show(str(message))}", err=True)


def emit(data: object) -> None:
    """Print `data` as one line of JSON on stdout; halves of characters stay escaped."""
    import json
    import re

    line = json.dumps(data, ensure_ascii=False, allow_nan=False)
    click.echo(re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half.group()):04x}", line))


def language() -> str:
    """Return the language lessons are read in."""
    return chosen()
