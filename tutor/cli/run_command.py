"""`tutor run`: an experiment without a screen of its own, its views drawn or as records."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

import click

from tutor.cli.context import NOT_RUN, NOT_SO, OK, Options, emit, exits, shared_options
from tutor.cli.courses import course_of, experiment_of, lesson_of
from tutor.errors import NoSuchThing
from tutor.language import say

if TYPE_CHECKING:
    from tutor.jobs import Outcome
    from tutor.lesson.model import Experiment, Lesson
    from tutor.records.job import Setting


@click.command("run")
@click.argument("name", metavar="LESSON[/EXPERIMENT]")
@click.option("--set", "changes", multiple=True, metavar="NAME=VALUE", help="Move a control.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="Seed of torch, numpy and random.")
@shared_options()
@exits
def command(name: str, changes: tuple[str, ...], seed: int | None, options: Options) -> None:
    """Run an experiment (or all of a lesson) and draw its views."""
    lesson_id, _, experiment_id = name.partition("/")
    lesson = lesson_of(course_of(options), lesson_id)
    experiments = (experiment_of(lesson, experiment_id),) if experiment_id else lesson.experiments
    if not experiments:
        raise NoSuchThing(say("cli.nothing_to_run", lesson=lesson.id))
    settings = [_settings(experiment, changes) for experiment in experiments]
    sys.exit(asyncio.run(_run_all(lesson, experiments, settings, seed, options)))


async def _run_all(
    lesson: Lesson,
    experiments: tuple[Experiment, ...],
    settings: list[dict[str, Setting]],
    seed: int | None,
    options: Options,
) -> int:
    from tutor.cli.engine import warm_runner
    from tutor.jobs import experiment_job, outcome

    codes = []
    async with warm_runner() as runner:
        for experiment, chosen in zip(experiments, settings, strict=True):
            job = experiment_job(experiment, chosen, seed=seed)
            done = await outcome(runner.run(job))
            if options.json:
                emit(_as_json(lesson, experiment, job.seed, done))
            else:
                from tutor.plain.drawing import draw_run

                draw_run(experiment, job, done)
            codes.append(_exit_code(done, runner.state))
    return max(codes)


def _exit_code(done: Outcome, state: str) -> int:
    if done.ended.kind == "finished":
        return OK
    return NOT_RUN if state == "broken" else NOT_SO


def _as_json(lesson: Lesson, experiment: Experiment, seed: int, done: Outcome) -> dict[str, Any]:
    from tutor.records.codec import to_plain

    return {
        "lesson": lesson.id,
        "experiment": experiment.id,
        "seed": seed,
        "ending": done.ended.kind,
        "elapsed_ms": round(done.ended.elapsed_ms, 3),
        "records": [to_plain(message) for message in (*done.messages, done.ended)],
    }


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
