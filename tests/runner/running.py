"""Short ways to run a program on a pool."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from tutor.jobs import Outcome, outcome
from tutor.records.isolation import Level
from tutor.records.job import Evaluate, Job, Limits, Program, Show
from tutor.runner.pool import Pool

AT_REST: dict[Level, int] = {"full": 7, "files+network": 3, "limits only": 3}
"""Processes of a runner that waits: guard, zygote and spare; and at the highest level the one that
stays outside, the keeper, and the inits of the spare and of the room after it."""


def job(
    source: str,
    *,
    evaluate: dict[str, str] | None = None,
    show: tuple[Show, ...] = (),
    seconds: float = 10.0,
    **more: Any,
) -> Job:
    """Return a job of one program."""
    wanted = tuple(Evaluate(name, text) for name, text in (evaluate or {}).items())
    settings = tuple((more.pop("settings", None) or {}).items())
    return Job(
        Program("main", source, settings, wanted), show=show, limits=Limits(seconds=seconds), **more
    )


async def run(pool: Pool, source: str, **more: Any) -> Outcome:
    """Run a program and return all of it."""
    return await outcome(pool.run(job(source, **more)))


def children_of(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(word) for word in text.split()]


def descendants(of: list[int]) -> set[int]:
    """Return these processes and every one below them."""
    found: set[int] = set()
    waiting = list(of)
    while waiting:
        pid = waiting.pop()
        found.add(pid)
        with contextlib.suppress(OSError):
            waiting += children_of(pid)
    return found
