"""The one writer of a learner's progress in a lesson.

Every event goes through `keep`, which returns only after the store has committed it; `progress` is
the fold of what has been kept, so nothing is known here that a later opening would not find.
"""

from __future__ import annotations

from collections.abc import Awaitable, Iterable, Mapping
from typing import Protocol

from tutor.progress import Happened, fold


class Stored(Happened, Protocol):
    """An event the store has committed."""

    @property
    def seq(self) -> int: ...


class Record(Protocol):
    """The one thing a session needs of the store: keep an event, and return once it is kept."""

    def __call__(self, kind: str, lesson: str, body: Mapping[str, object]) -> Awaitable[Stored]: ...


class Journal:
    """What has happened in one lesson, and what it amounts to."""

    def __init__(self, lesson: str, events: Iterable[Happened], record: Record) -> None:
        self._lesson = lesson
        self._record = record
        self.progress = fold(events)

    async def keep(self, kind: str, body: Mapping[str, object]) -> None:
        """Store an event, then fold it in; where it cannot be stored, progress stays as it was."""
        event = await self._record(kind, self._lesson, body)
        self.progress = fold((event,), self.progress)
