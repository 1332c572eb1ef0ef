"""What a proof finds: problems with their places, counts of what held, and the keys' values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from pathlib import Path

from tutor.errors import Problem


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each were run and found right."""

    experiments: int = 0
    keys: int = 0
    misconceptions: int = 0
    accepts: int = 0
    rejects: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Counts)))


@dataclass(frozen=True, slots=True)
class KeyValue:
    """What torch said the key of one variant is."""

    question: str
    """LESSON/QUESTION."""
    variant: str
    """The drawn names and values, as one line; "" where nothing varies."""
    key: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What one part of a proof came to; parts add up."""

    problems: tuple[Problem, ...] = ()
    proved: Counts = field(default_factory=Counts)
    keys: tuple[KeyValue, ...] = ()

    def __add__(self, other: Findings) -> Findings:
        return Findings(
            self.problems + other.problems, self.proved + other.proved, self.keys + other.keys
        )


@dataclass(frozen=True, slots=True)
class Proof:
    """What `tutor check` found."""

    lessons: int
    """Lessons that could be read."""
    problems: tuple[Problem, ...]
    proved: Counts
    keys: tuple[KeyValue, ...]
    torch: str
    """Version of torch the keys come from; "" where nothing had to be run."""


def total(parts: Iterable[Findings]) -> Findings:
    """Return the sum of all parts, problems in the order of their places."""
    summed = sum(parts, Findings())
    ordered = sorted(summed.problems, key=lambda p: (str(p.file), p.line, p.column, p.message))
    return Findings(tuple(dict.fromkeys(ordered)), summed.proved, summed.keys)


def problem(file: Path, place: tuple[int, int], message: str, hint: str = "") -> Findings:
    """Return the finding of one problem at `place` (line, column)."""
    return Findings(problems=(Problem(file, *place, message, hint),))
