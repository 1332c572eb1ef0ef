"""`tutor run`: an experiment without a screen of its own, its views drawn or as records."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from tutor.cli import completion
from tutor.cli.context import emit, shared_options
from tutor.cli.courses import course_of, experiment_of, lesson_of
from tutor.cli.options import NOT_RUN, NOT_SO, OK, Options, exits
from tutor.errors import NoSuchThing
from tutor.language import say

if TYPE_CHECKING:
    from tutor.jobs import Outcome
    from tutor.lesson.model import Experiment, Lesson
    from tutor.records.job import Job, Setting


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be run and seen of each experiment."""

    changes: tuple[str, ...]
    against: tuple[str, ...]
    """Controls of a first run that the second is compared with."""
    seed: int | None
    step: str | None
    read: int | None
    is_whole: bool
    """Whether all of a lesson is run: an experiment without a control is left as it is."""


@click.command("run")
@click.argument("name", metavar="LESSON[/EXPERIMENT]", shell_complete=completion.experiments)
@click.option("--set", "changes", multiple=True, metavar="NAME=VALUE", help="Move a control.")
@click.option(
    "--against", multiple=True, metavar="NAME=VALUE", help="Compare with a run so changed."
)
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="Seed of torch, numpy and random.")
@click.option("--step", metavar="N", help="Show the graph after N nodes of backward; 2.N: pass 2.")
@click.option("--read", type=click.IntRange(0), metavar="N", help="Say the values at step N.")
@shared_options(runs=True)
@exits
def command(
    name: str,
    changes: tuple[str, ...],
    against: tuple[str, ...],
    seed: int | None,
    step: str | None,
    read: int | None,
    options: Options,
) -> None:
    """Run an experiment (or all of a lesson) and draw its views."""
    lesson_id, _, experiment_id = name.partition("/")
    lesson = lesson_of(course_of(options), lesson_id)
    experiments = (experiment_of(lesson, experiment_id),) if experiment_id else lesson.experiments
    if not experiments:
        raise NoSuchThing(say("cli.nothing_to_run", lesson=lesson.id))
    if not experiment_id:
        _check_controls(lesson, (*changes, *against))
    wanted = _Wanted(changes, against, seed, step, read, is_whole=not experiment_id)
    runs = [(each, _jobs(each, wanted)) for each in experiments]
    sys.exit(asyncio.run(_run_all(lesson, runs, wanted, options)))


def _jobs(experiment: Experiment, wanted: _Wanted) -> tuple[Job, ...]:
    """Return the runs of an experiment: the one to compare with, if one is wanted, comes first."""
    from tutor.jobs import experiment_job

    changes = [(*wanted.changes, *wanted.against)] if wanted.against else []
    changes.append(wanted.changes)
    return tuple(
        experiment_job(
            experiment,
            _settings(experiment, _meant(experiment, each) if wanted.is_whole else each),
            seed=wanted.seed,
        )
        for each in changes
    )


async def _run_all(
    lesson: Lesson,
    runs: list[tuple[Experiment, tuple[Job, ...]]],
    wanted: _Wanted,
    options: Options,
) -> int:
    from tutor.cli.engine import warm_runner
    from tutor.jobs import outcome

    codes = []
    async with warm_runner(options) as runner:
        for experiment, jobs in runs:
            done = [(job, await outcome(runner.run(job))) for job in jobs]
            if options.json:
                for job, each in done:
                    emit(_as_json(lesson, experiment, job, each))
            else:
                _draw(experiment, done, wanted)
            codes += [_exit_code(each, runner.state) for _, each in done]
    return max(codes)


def _draw(experiment: Experiment, done: list[tuple[Job, Outcome]], wanted: _Wanted) -> None:
    from tutor.plain import drawing

    made = drawing.console()
    states = [drawing.run_state(*each) for each in done]
    run = replace(states[-1], pinned=states[0] if len(states) > 1 else None)
    drawing.draw(made, experiment.title, *filter(None, [drawing.settings_line(run.settings)]))
    drawing.draw_run(made, run)
    if wanted.step is not None:
        drawing.draw_step(made, run, wanted.step)
    if wanted.read is not None:
        drawing.draw_points(made, run, wanted.read)


def _exit_code(done: Outcome, state: str) -> int:
    if done.ended.kind == "finished":
        return OK
    return NOT_RUN if state == "broken" or done.ended.kind == "refused" else NOT_SO


def _as_json(lesson: Lesson, experiment: Experiment, job: Job, done: Outcome) -> dict[str, Any]:
    from tutor.records.codec import to_plain

    return {
        "lesson": lesson.id,
        "experiment": experiment.id,
        "seed": job.seed,
        "settings": dict(job.main.settings),
        "ending": done.ended.kind,
        "elapsed_ms": round(done.ended.elapsed_ms, 3),
        "isolation": done.ended.isolation,
        "records": [to_plain(message) for message in (*done.messages, done.ended)],
    }


def _check_controls(lesson: Lesson, changes: tuple[str, ...]) -> None:
    """Raise NoSuchThing for a control that no experiment of the lesson has."""
    known = dict.fromkeys(name for each in lesson.experiments for name in each.controls)
    for change in changes:
        name, equals, _ = change.partition("=")
        if not equals or name not in known:
            listed = ", ".join(known) or "—"
            raise NoSuchThing(
                say("cli.no_control_of_lesson", name=name, lesson=lesson.id, known=listed)
            )


def _meant(experiment: Experiment, changes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each for each in changes if each.partition("=")[0] in experiment.controls)


def _settings(experiment: Experiment, changes: tuple[str, ...]) -> dict[str, Setting]:
    """Return the controls that `--set` moves; raises NoSuchThing for what no control takes."""
    from tutor.lesson.model import typed_setting

    settings: dict[str, Setting] = {}
    for change in changes:
        name, equals, text = change.partition("=")
        control = experiment.controls.get(name)
        if not equals or control is None:
            known = ", ".join(experiment.controls) or "—"
            raise NoSuchThing(
                say("cli.no_control", name=name, experiment=experiment.id, known=known)
            )
        typed = {"on": True, "off": False}.get(text, typed_setting(text))
        value = next((each for each in (typed, text) if control.takes(each)), None)  # type: ignore[arg-type]
        if value is None:
            raise NoSuchThing(say("cli.not_taken", name=name, value=text))
        settings[name] = value  # type: ignore[assignment]
    return settings
