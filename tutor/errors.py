"""Every error the tutor raises on purpose, so that a face can turn each into one sentence.

TutorError                 carries a sentence for the person at the screen
├── LessonError            a course or lesson file is wrong; holds every Problem found
├── NoSuchThing            a lesson, experiment or question of that name does not exist
├── PlayError              a file of the playground, or a view asked for there, is none
├── RecordError            what came through the pipe is not a record
├── RunnerError            no experiment can be run (the runner did not start, or broke)
│   ├── NotConfined        a process could not shut itself in as far as was found possible before
│   └── NotTrusted         a course of somebody else would not be shut in, and nobody said yes to it
└── StoreError             progress could not be read or written
    ├── StoreBusy          another tutor is writing; trying again helps
    ├── StoreFull          the disk is full; trying again after making room helps
    ├── StoreReadOnly      the file or folder cannot be written, or a newer tutor wrote it
    └── StoreDamaged       the file is not a readable store
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class TutorError(Exception):
    """A failure with a sentence for the person at the screen."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one place of a file, and how to mend it."""

    file: Path
    line: int
    """1-based; 0 where the whole file is meant."""
    column: int
    """1-based; 0 where the whole line is meant."""
    message: str
    hint: str = ""

    def __str__(self) -> str:
        mend = f"; {self.hint}" if self.hint else ""
        return f"{self.file}:{self.line}:{self.column}: {self.message}{mend}"


class LessonError(TutorError):
    """A course or lesson file cannot be used; `problems` holds all that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class NoSuchThing(TutorError):
    """A lesson, experiment or question of that name does not exist."""


class PlayError(TutorError):
    """A program cannot be read or written, or what is asked for is no view."""


class RecordError(TutorError):
    """What came through the pipe is not a record."""


class RunnerError(TutorError):
    """No experiment can be run."""


class NotConfined(RunnerError):
    """A process could not shut itself in, so it was given no program."""


class NotTrusted(RunnerError):
    """A program would not be shut in far enough, and the learner has not said yes to it."""


class StoreError(TutorError):
    """Progress could not be read or written."""


class StoreBusy(StoreError):
    """Another tutor is writing; trying again helps."""


class StoreFull(StoreError):
    """The disk is full; trying again after making room helps."""


class StoreReadOnly(StoreError):
    """The store cannot be written."""


class StoreDamaged(StoreError):
    """The file is not a readable store."""
