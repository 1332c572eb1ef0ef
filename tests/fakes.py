"""A runner that replays, and a store in memory: for tests of what stands above them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field

from tutor.records.isolation import Isolation, Level, suffices
from tutor.records.job import Job
from tutor.records.messages import Ended, Evaluated, Message
from tutor.records.values import Plain, Value
from tutor.store import Event


@dataclass
class MemoryStore:
    """Keeps events in a list."""

    kept: list[Event] = field(default_factory=list)
    failure: Exception | None = None

    async def record(self, kind: str, lesson: str, body: Mapping[str, object]) -> Event:
        if self.failure is not None:
            raise self.failure
        event = Event(len(self.kept) + 1, str(len(self.kept)), 0.0, "s", kind, lesson, dict(body))
        self.kept.append(event)
        return event

    def kinds(self) -> list[str]:
        return [event.kind for event in self.kept]


class FakeRun:
    """Sends its messages at once, then the end."""

    def __init__(self, messages: list[Message], ended: Ended) -> None:
        self._messages = messages
        self._ended = ended
        self.stopped = False

    async def __aiter__(self) -> AsyncIterator[Message]:
        for message in self._messages:
            await asyncio.sleep(0)
            yield message
        yield self._ended

    def stop(self) -> None:
        self.stopped = True


class FakeRunner:
    """Answers every evaluation with what `value` returns for the program and expression."""

    def __init__(self, value: Callable[[str, str, Mapping[str, object]], Value | None]) -> None:
        self._value = value
        self.jobs: list[Job] = []
        self.state = "ready"
        self.versions: Mapping[str, str] | None = {"torch": "2.13.0"}
        self.isolation: Isolation | None = Isolation("full")
        self.needs: Level = "limits only"
        self.trusted = False

    @property
    def refuses(self) -> bool:
        level = self.isolation.level if self.isolation is not None else ""
        return not self.trusted and not suffices(level, self.needs)

    def trust(self, is_trusted: bool = True) -> None:
        self.trusted = is_trusted

    async def known(self) -> None:
        await self.start()

    def watch(self, told: Callable[[], None]) -> None:
        self.told = told

    async def start(self) -> None:
        self.state = "ready"

    async def close(self) -> None:
        self.state = "off"

    def run(self, job: Job) -> FakeRun:
        if self.refuses:
            return FakeRun([], Ended("refused", 0.0))
        self.jobs.append(job)
        messages: list[Message] = []
        for program in (job.main, *job.others):
            for wanted in program.evaluate:
                value = self._value(program.source, wanted.expression, dict(program.settings))
                messages.append(Evaluated(program.name, wanted.name, value))
        return FakeRun(messages, Ended("finished", 1.0))


def passes_value(source: str, expression: str, settings: Mapping[str, object]) -> Value | None:
    """Return what the example lesson's programs come to, as torch does."""
    passes = settings.get("passes")
    assert isinstance(passes, int | float)
    if expression == "3.0 ** passes":
        return Plain(3.0**passes)
    return Plain(3.0 if "if True:" in source else 3.0 * passes)
