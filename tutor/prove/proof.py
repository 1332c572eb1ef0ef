"""The whole proof: every lesson of every path, on as many fresh processes as are kept warm."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any

from tutor.jobs import Runner
from tutor.lesson.model import Experiment, Question
from tutor.prove.experiments import prove_experiment
from tutor.prove.findings import Findings, Proof, total
from tutor.prove.questions import prove_question
from tutor.prove.sources import Source, gather
from tutor.prove.texts import prove_texts
from tutor.prove.translations import Part, translated_parts

Progress = Callable[[int, int, str], None]
"""Called with how many parts are proved, of how many, and the name of the last."""

AT_ONCE = 4
"""Parts proved at the same time: enough to keep two cores at work."""


async def prove(
    paths: Sequence[Path], runner: Runner, *, seeds: int = 3, progress: Progress | None = None
) -> Proof:
    """Prove the courses and lessons at `paths`; nothing that is wrong stops the rest."""
    sources, unread = gather(paths)
    parts = [part for source in sources for part in _parts(source, runner, seeds)]
    found = await _all(parts, progress or _silent)
    summed = total([unread, *found])
    versions = runner.versions or {}
    return Proof(
        lessons=len(sources),
        problems=summed.problems,
        proved=summed.proved,
        keys=summed.keys,
        torch=versions.get("torch", ""),
    )


def _silent(done: int, of: int, what: str) -> None:
    del done, of, what


def _parts(source: Source, runner: Runner, seeds: int) -> list[Part]:
    parts: list[Part] = [(source.lesson.id, _texts(source))]
    for index, step in enumerate(source.lesson.steps):
        if isinstance(step, Experiment):
            part = prove_experiment(source, index, step, runner, seeds)
        elif isinstance(step, Question):
            part = prove_question(source, index, step, runner, seeds)
        else:
            continue
        parts.append((f"{source.lesson.id}/{step.id}", part))
    return [*parts, *translated_parts(source, runner)]


async def _texts(source: Source) -> Findings:
    return prove_texts(source)


async def _all(parts: Sequence[Part], progress: Progress) -> list[Findings]:
    gate = asyncio.Semaphore(AT_ONCE)
    done = 0

    async def proved(name: str, part: Coroutine[Any, Any, Findings]) -> Findings:
        nonlocal done
        async with gate:
            found = await part
        done += 1
        progress(done, len(parts), name)
        return found

    return list(await asyncio.gather(*(proved(name, part) for name, part in parts)))
