"""What every command shares and needs no command line library for: its options, and how it ends."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from tutor.errors import LessonError, NoSuchThing, PlayError, RunnerError, StoreError, TutorError
from tutor.language import chosen

OK, NOT_SO, WRONG_CALL, NO_PROGRESS, NOT_RUN = range(5)

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Options:
    """The options that mean the same in every command."""

    lessons: Path | None = None
    json: bool = False
    plain: bool = False
    trust: bool = False
    """Whether programs of a course of somebody else run however far they are shut in."""
    language: str | None = None
    """The language asked for; None where the environment or an earlier choice decides."""

    @property
    def needs_a_yes(self) -> bool:
        """Tell whether the course is somebody else's, and no yes to it was said in the call."""
        from tutor.trust import came_with_tutor

        return not (self.trust or came_with_tutor(self.folder))

    @property
    def folder(self) -> Path:
        """Return the folder of the course."""
        from tutor.paths import shipped

        return self.lessons if self.lessons is not None else shipped("lessons")


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

    if sys.stderr is not None:
        print(f"tutor: {show(str(message))}", file=sys.stderr)


def language() -> str:
    """Return the language lessons are read in."""
    return chosen()
