"""The keys of a lesson's questions: found by running torch, each once, and never stored."""

from __future__ import annotations

from tutor.grade import Keys, Posed, find_keys
from tutor.jobs import Runner

WHOLE = ("finished", "raised")
"""Endings that are the program's own: one that was cut short may go another way the next time."""


class KnownKeys:
    """What torch said the keys are since the lesson was opened."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._known: dict[tuple[object, ...], Keys] = {}

    async def find(self, posed: Posed, typed: str | None) -> Keys:
        """Return the keys, from memory where what was typed does not have to run."""
        evaluated = typed if posed.question.kind in ("expression", "code") else None
        settings = tuple(sorted(posed.settings.items()))
        place = (posed.question.id, posed.seed, evaluated or "", posed.source, settings)
        if place not in self._known:
            keys = await find_keys(posed, self._runner, typed=evaluated)
            if keys.key is None or keys.ending not in WHOLE:
                return keys
            self._known[place] = keys
        return self._known[place]
