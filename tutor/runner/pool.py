"""The tutor's side of the runner: keeps spares ready, hands each job to a fresh process."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Callable, Mapping
from typing import Any

from tutor.errors import NotConfined, NotTrusted, RunnerError
from tutor.language import say
from tutor.records.isolation import LEVELS, Isolation, Level, below, suffices
from tutor.records.job import Job
from tutor.runner.forked import ForkedSource
from tutor.runner.run import PoolRun
from tutor.runner.spare import Source, Spare
from tutor.runner.spawned import SpawnedSource

SPAWNED_SPARES = 2
"""Spares kept ready where a new one takes seconds."""
MOST_FAILURES = 3
"""Starts in a row that may fail before the runner gives up."""


class Pool:
    """Runs jobs, each in a process of its own; satisfies `tutor.jobs.Runner`.

    Processes are shut in as far as this machine lets them, `most` at most. Where that is less than
    `needs`, no job is run unless `trust` says so.
    """

    def __init__(
        self,
        *,
        spawn: bool = False,
        spares: int = 1,
        needs: Level = "limits only",
        most: Level = "full",
    ) -> None:
        self._needs = needs
        self._trusted = False
        self._most = most
        self._isolation: Isolation | None = None
        self._known = asyncio.Event()
        self._spawn = spawn or sys.platform != "linux"
        self._wanted = max(spares, SPAWNED_SPARES) if self._spawn else spares
        self._state = "off"
        self._told: list[Callable[[], None]] = []
        self._problem = ""
        self._versions: Mapping[str, str] | None = None
        self._source: Source | None = None
        self._spares: asyncio.Queue[Spare] = asyncio.Queue()
        self._keeper: asyncio.Task[None] | None = None
        self._wake = asyncio.Event()
        self._runs: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._gave_up: asyncio.Event = asyncio.Event()

    @property
    def state(self) -> str:
        """Return "off", "starting", "ready", "restarting" or "broken"."""
        return self._state

    @property
    def problem(self) -> str:
        """Return why the runner is broken, in a sentence; "" where it is not."""
        return self._problem

    @property
    def versions(self) -> Mapping[str, str] | None:
        """Return the versions of torch, numpy and Python that runs use, once known."""
        return self._versions

    @property
    def isolation(self) -> Isolation | None:
        """Return how far runs are shut in on this machine, once known."""
        return self._isolation

    @property
    def refuses(self) -> bool:
        """Tell whether jobs are refused because they would not be shut in far enough."""
        return self._isolation is not None and not self._may_run(self._isolation.level)

    async def known(self) -> None:
        """Wait until `isolation` is known, or the runner has given up."""
        await self.start()
        await self._known.wait()

    def trust(self, is_trusted: bool = True) -> None:
        """Run jobs however far they are shut in (the learner has said so), or do so no more."""
        self._trusted = is_trusted

    def watch(self, told: Callable[[], None]) -> None:
        """Call `told` each time the state has changed."""
        self._told.append(told)

    def _become(self, state: str) -> None:
        if state != self._state:
            self._state = state
            for told in self._told:
                told()

    async def start(self) -> None:
        """Begin to warm up, and return at once."""
        if self._keeper is None:
            self._become("starting")
            self._keeper = asyncio.get_running_loop().create_task(self._keep())

    def run(self, job: Job) -> PoolRun:
        """Start `job` as soon as the runner is ready, also where it has not been started yet."""
        return PoolRun(job, self._at_hand() or self._spare(), self._used)

    async def close(self) -> None:
        """End every process of the runner."""
        self._become("off")
        self._gave_up.set()
        self._known.set()
        if self._keeper is not None:
            self._keeper.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._keeper
            self._keeper = None

    async def _spare(self) -> Spare:
        """Return a spare that is alive, when there is one; raises RunnerError."""
        while True:
            if self.refuses:
                raise NotTrusted(say("views.ended_refused"))
            if found := self._at_hand():
                return found
            if self._gave_up.is_set():
                raise RunnerError(self._problem or say("runner.closed"))
            await self.start()  # a run may be asked for before anyone thought of warming up
            if not self._known.is_set() and not self._may_run(LEVELS[0]):
                await self._known.wait()
                continue
            waiting = asyncio.ensure_future(self._spares.get())
            ending = asyncio.ensure_future(self._gave_up.wait())
            try:
                await asyncio.wait((waiting, ending), return_when=asyncio.FIRST_COMPLETED)
                if waiting.done():
                    spare = waiting.result()
                    if self._fits(spare):
                        return spare
                    self._used(spare)
            finally:
                waiting.cancel()
                ending.cancel()

    def _at_hand(self) -> Spare | None:
        """Return a spare that a job may go to at once, where there is one."""
        while not self._spares.empty():
            spare = self._spares.get_nowait()
            if self._fits(spare):
                return spare
            self._used(spare)
        return None

    def _fits(self, spare: Spare) -> bool:
        """Tell whether a spare is alive and shut in as far as it must be."""
        return not spare.code.done() and self._may_run(spare.level or "")

    def _may_run(self, level: str) -> bool:
        return self._trusted or suffices(level, self._needs)

    def _used(self, spare: Spare) -> None:
        """Ask for the next spare once a run is over."""
        self._wake.set()
        spare.close()

    async def _keep(self) -> None:
        """Keep a source open and spares ready, also after something has killed the source."""
        failures = 0
        while failures < MOST_FAILURES:
            make = SpawnedSource if self._spawn else ForkedSource
            source: Source = make(self._most)
            source.isolation.add_done_callback(self._learn)
            try:
                self._versions = await source.open()
                await self._fill(source)
                failures = 0
            except NotConfined as error:
                # Nothing but our own code has run in it; a weaker level may hold.
                self._problem = str(error)
                failures = 0 if self._most != "limits only" else failures + 1
                self._most = below(self._most)
            except RunnerError as error:
                self._problem = str(error)
                failures = MOST_FAILURES if self._versions is None else failures + 1
            finally:
                self._forget_spares()
                await source.close()
            self._become("restarting")
        self._become("broken")
        self._gave_up.set()
        self._known.set()

    def _learn(self, found: asyncio.Future[Isolation]) -> None:
        if not found.cancelled():
            self._isolation = found.result()
            self._known.set()

    async def _fill(self, source: Source) -> None:
        """Keep `wanted` spares in the queue until the source breaks."""
        broken, warmed = source.broken, source.warmed
        while not broken.done():
            if warmed.done():
                self._drop_thin_spares()
            while self._spares.qsize() < self._wanted:
                spare = await source.spare()
                if spare.level is None:
                    break
                if self._isolation is None or spare.level != self._isolation.level:
                    self._isolation = Isolation(spare.level, self._problem)
                self._spares.put_nowait(spare)
                self._problem = ""
                self._become("ready")
                if warmed.done():  # it may have been made before that
                    self._drop_thin_spares()
            self._wake.clear()
            waking = asyncio.ensure_future(self._wake.wait())
            watched: set[asyncio.Future[Any]] = {broken, waking}
            if not warmed.done():
                watched.add(warmed)
            try:
                await asyncio.wait(watched, return_when=asyncio.FIRST_COMPLETED)
            finally:
                waking.cancel()

    def _drop_thin_spares(self) -> None:
        """Let spares go that were made before the whole warm list was there."""
        kept = []
        while not self._spares.empty():
            spare = self._spares.get_nowait()
            if spare.warm and not spare.code.done():
                kept.append(spare)
            else:
                spare.kill()
                spare.close()
        for spare in kept:
            self._spares.put_nowait(spare)

    def _forget_spares(self) -> None:
        while not self._spares.empty():
            self._spares.get_nowait().close()
