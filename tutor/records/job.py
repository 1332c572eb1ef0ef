"""What the tutor asks a child process to do: one job, one fresh process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from tutor.records.codec import record

Setting: TypeAlias = bool | int | float | str


@record("limits")
@dataclass(frozen=True, slots=True)
class Limits:
    """What one run may use before it is stopped."""

    seconds: float = 20.0
    """Wall-clock time from the start of the program."""
    memory: int = 1536 * 2**20
    """Bytes of data a process of the run may hold (RLIMIT_DATA)."""
    output: int = 2**20
    """Bytes of printed output and records after which the run is killed."""
    shown: int = 256 * 2**10
    """Bytes of printed output that are passed on; the rest is counted."""


@record("evaluate")
@dataclass(frozen=True, slots=True)
class Evaluate:
    """An expression to evaluate in the namespace of a program that has finished."""

    name: str
    """What the answer is sent back under."""
    expression: str
    statement: bool = False
    """Whether `expression` is a statement, such as an assert, to be executed instead."""


@record("program")
@dataclass(frozen=True, slots=True)
class Program:
    """Python source, the settings it starts with, and what to evaluate when it has run."""

    name: str
    """"main", or what the edited copy is known by."""
    source: str
    settings: tuple[tuple[str, Setting], ...] = ()
    """Names bound in the namespace before the first line runs."""
    evaluate: tuple[Evaluate, ...] = ()


@record("show")
@dataclass(frozen=True, slots=True)
class Show:
    """One view asked for: the probe that makes its record and the expression it looks at."""

    kind: str
    """Name in the registry of probes: "graph", "series", …"""
    of: str
    """An expression of the program's namespace; empty where the probe needs none."""
    options: tuple[tuple[str, str], ...] = ()


@record("job")
@dataclass(frozen=True, slots=True)
class Job:
    """Programs to run in one fresh process.

    `main` runs with live values, output and views. Each of `others` (edited copies of it, whose
    values tell what a misconception predicts) then runs in the same process with a fresh
    namespace, the same seed and its output thrown away; only what it evaluates is sent back.
    """

    main: Program
    others: tuple[Program, ...] = ()
    show: tuple[Show, ...] = ()
    seed: int = 0
    live: bool = True
    """Whether the `#>` comments of `main` are recorded."""
    limits: Limits = Limits()
    shows: bool = False
    """Whether `main` finds a function `show`, which sends the views that fit what it is given."""
    folder: str = ""
    """Folder of read-only files the program may open by relative name; "" for none."""
