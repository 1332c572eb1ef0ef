"""From lesson structs to jobs, and the runner that the engine needs.

This file declares what a runner is; `tutor.runner.pool` (fresh processes) and
`tutor.runner.replay` (recorded runs) satisfy it without importing it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from tutor.paths import shipped
from tutor.records.isolation import Isolation
from tutor.records.job import Evaluate, Job, Limits, Program, Setting, Show
from tutor.records.messages import Ended, Evaluated, Message, Raised, Shown, Unshown

if TYPE_CHECKING:
    from tutor.lesson.model import Experiment


class Run(Protocol):
    """One run that has been started: iterate over its messages; the last one is an Ended."""

    def __aiter__(self) -> AsyncIterator[Message]: ...

    def stop(self) -> None:
        """Ask the run to end: SIGINT, then after a second of grace SIGKILL. Safe to repeat."""


class Runner(Protocol):
    """Runs each job in a fresh process."""

    @property
    def state(self) -> str:
        """Return "off", "starting", "ready", "restarting" or "broken"."""

    @property
    def versions(self) -> Mapping[str, str] | None:
        """Return the versions of torch, numpy and Python that runs use, once known."""

    @property
    def isolation(self) -> Isolation | None:
        """Return how far runs are shut in on this machine, once known."""

    @property
    def refuses(self) -> bool:
        """Tell whether jobs are refused because they would not be shut in far enough."""

    def trust(self, is_trusted: bool = True) -> None:
        """Run jobs however far they are shut in (the learner has said so), or do so no more."""

    async def known(self) -> None:
        """Wait until `isolation` is known, or the runner has given up."""

    def watch(self, told: Callable[[], None]) -> None:
        """Call `told` each time the state has changed."""

    async def start(self) -> None:
        """Begin to warm up, and return at once."""

    def run(self, job: Job) -> Run:
        """Start `job` as soon as the runner is ready.

        A failure to do so is an Ended("died"); a job that nobody trusts, an Ended("refused").
        """

    async def close(self) -> None:
        """End every process of the runner."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """All a run sent back, in order, with how it ended."""

    messages: tuple[Message, ...]
    ended: Ended

    @property
    def raised(self) -> Raised | None:
        """Return what the main program raised, if it did."""
        return next((message for message in self.messages if isinstance(message, Raised)), None)

    def evaluated(self, program: str, name: str) -> Evaluated | None:
        """Return what the expression `name` came to in `program`, if the run got that far."""
        for message in self.messages:
            if (
                isinstance(message, Evaluated)
                and message.program == program
                and message.name == name
            ):
                return message
        return None


async def outcome(run: Run) -> Outcome:
    """Wait for a run to end and return all of it; a cancelled wait stops the run.

    Of a view that was sent while it grew only the last record is kept.
    """
    messages: list[Message] = []
    views: dict[int, Message] = {}
    try:
        async for message in run:
            if isinstance(message, Shown | Unshown):
                if message.index in views:
                    messages.remove(views[message.index])
                views[message.index] = message
            messages.append(message)
    except BaseException:
        run.stop()
        raise
    ended = messages.pop() if messages else None
    if not isinstance(ended, Ended):
        raise TypeError("a run ends with an Ended")
    return Outcome(tuple(messages), ended)


SEEN = ("#>", "print(")
"""What in a program without views leaves something to see."""


def shows_something(job: Job) -> bool:
    """Tell whether a run of `job` leaves anything to look at."""
    return bool(job.show) or any(sign in job.main.source for sign in SEEN)


PLAYGROUND_SECONDS = 120.0
"""Time after which a program of the playground is stopped."""


def playground_job(source: str, show: tuple[Show, ...] = (), *, seed: int = 0) -> Job:
    """Return the job that runs a learner's own program, which may call `show`."""
    return Job(
        main=Program("main", source),
        show=show,
        seed=seed,
        limits=Limits(seconds=PLAYGROUND_SECONDS),
        shows=True,
        folder=str(shipped("assets") / "data"),
    )


def experiment_job(
    experiment: Experiment,
    settings: Mapping[str, Setting],
    *,
    source: str | None = None,
    seed: int | None = None,
    evaluate: tuple[Evaluate, ...] = (),
) -> Job:
    """Return the job that runs `experiment` with `settings` laid over its defaults.

    `source` replaces the lesson's program (the learner edited it); `seed` the lesson's seed.
    """
    chosen = experiment.defaults() | dict(settings)
    return Job(
        main=Program(
            name="main",
            source=experiment.code if source is None else source,
            settings=tuple(chosen.items()),
            evaluate=evaluate,
        ),
        show=tuple(
            Show(entry.kind, entry.of, tuple(entry.options.items())) for entry in experiment.show
        ),
        seed=experiment.seed if seed is None else seed,
        limits=Limits(seconds=experiment.seconds),
        folder=str(shipped("assets") / "data"),
    )
