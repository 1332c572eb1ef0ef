"""Every experiment runs to its end, twice alike, on several seeds, and each view can be drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.console import Console

from tutor import answers
from tutor.jobs import Outcome, Runner, experiment_job, outcome
from tutor.language import say
from tutor.lesson.model import Choice, Experiment, Integer, Number, Switch
from tutor.prove.findings import Counts, Findings, problem
from tutor.records.codec import encode
from tutor.records.job import Evaluate, Job, Setting
from tutor.records.messages import LiveValue, Output, Shown, Unshown
from tutor.records.views import TIMED
from tutor.session.predictions import asked_of, truth_of
from tutor.views import draw

if TYPE_CHECKING:
    from tutor.prove.sources import Source

WIDTHS = (40, 80, 120)


async def prove_experiment(
    source: Source, index: int, experiment: Experiment, runner: Runner, seeds: int
) -> Findings:
    """Return what is wrong with the experiment at step `index`."""
    found = Findings()
    first = await run_experiment(experiment, runner, {}, experiment.seed)
    found += _main_run(source, index, experiment, first)
    if first.ended.kind == "finished":
        found += await _repeats(source, index, experiment, runner, first)
        found += await _other_seeds(source, index, experiment, runner, seeds)
    found += await _other_settings(source, index, experiment, runner)
    found += _views(source, index, experiment, first)
    found += prove_prediction(source, index, experiment, first)
    return found if found.problems else replace(found, proved=Counts(experiments=1))


def _job(experiment: Experiment, settings: dict[str, Setting], seed: int) -> Job:
    truth = experiment.predict
    evaluate = (Evaluate("truth", truth.answer),) if truth is not None else ()
    return experiment_job(experiment, settings, seed=seed, evaluate=evaluate)


async def run_experiment(
    experiment: Experiment, runner: Runner, settings: dict[str, Setting], seed: int
) -> Outcome:
    return await outcome(runner.run(_job(experiment, settings, seed)))


def _main_run(source: Source, index: int, experiment: Experiment, done: Outcome) -> Findings:
    if done.raised is not None:
        raised = done.raised
        line = raised.frames[-1].line if raised.frames else 1
        place = source.code_line(("steps", index, "code"), line)
        message = say("prove.raised", exception=raised.exception, message=raised.message)
        return problem(source.path, place, message, say("prove.raised_hint"))
    if done.ended.kind != "finished":
        place = source.where(("steps", index, "code"))
        ending = say(f"prove.ending_{done.ended.kind}", seconds=experiment.seconds)
        return problem(source.path, place, ending, done.ended.detail)
    return _live(source, index, done)


def _live(source: Source, index: int, done: Outcome) -> Findings:
    """Return the live expressions that could not be evaluated each time their line ran."""
    found = Findings()
    for message in done.messages:
        if isinstance(message, LiveValue) and message.error:
            place = source.code_line(("steps", index, "code"), message.line)
            text = say("prove.live", expression=message.expression, error=message.error)
            found += problem(source.path, place, text)
    return found


async def _repeats(
    source: Source, index: int, experiment: Experiment, runner: Runner, first: Outcome
) -> Findings:
    again = await run_experiment(experiment, runner, {}, experiment.seed)
    if _comparable(first, experiment) == _comparable(again, experiment):
        return Findings()
    place = source.where(("steps", index, "code"))
    return problem(source.path, place, say("prove.not_repeated"), say("prove.not_repeated_hint"))


def _comparable(done: Outcome, experiment: Experiment) -> list[bytes]:
    """Return what two runs have in common: all they sent, but for views that hold times.

    What was printed counts as a whole: in how many pieces it arrives is chance.
    """
    timed = {n for n, entry in enumerate(experiment.show) if entry.kind in TIMED}
    printed = {"stdout": "", "stderr": ""}
    others: list[bytes] = []
    for message in done.messages:
        if isinstance(message, Output):
            printed[message.stream] += message.text
        elif not (isinstance(message, Shown) and message.index in timed):
            others.append(encode(message))
    return [text.encode(errors="replace") for text in printed.values()] + sorted(others)


async def _other_seeds(
    source: Source, index: int, experiment: Experiment, runner: Runner, seeds: int
) -> Findings:
    found = Findings()
    for seed in range(experiment.seed + 1, experiment.seed + seeds):
        done = await run_experiment(experiment, runner, {}, seed)
        if done.ended.kind != "finished":
            place = source.where(("steps", index, "code"))
            found += problem(source.path, place, say("prove.seed", seed=seed, ending=_why(done)))
    return found


async def _other_settings(
    source: Source, index: int, experiment: Experiment, runner: Runner
) -> Findings:
    """Return the settings with which the program neither ends nor raises: raising can teach."""
    found = Findings()
    for name, value in _excursions(experiment):
        done = await run_experiment(experiment, runner, {name: value}, experiment.seed)
        if done.ended.kind not in ("finished", "raised"):
            place = source.where(("steps", index, "controls", name))
            text = say("prove.setting", name=name, value=value, ending=_why(done))
            found += problem(source.path, place, text)
    return found


def _excursions(experiment: Experiment) -> Iterator[tuple[str, Setting]]:
    """Yield every control's other values, or its bounds where there are many."""
    for name, control in experiment.controls.items():
        others: tuple[Setting, ...]
        match control:
            case Switch():
                others = (not control.switch,)
            case Integer() | Number():
                others = (control.min, control.max)
            case Choice():
                others = control.of
        yield from ((name, value) for value in others if value != control.default)


def _why(done: Outcome) -> str:
    if done.raised is not None:
        return f"{done.raised.exception}: {done.raised.message}"
    return say(f"prove.ending_{done.ended.kind}", seconds=round(done.ended.elapsed_ms / 1000, 1))


def _views(source: Source, index: int, experiment: Experiment, done: Outcome) -> Findings:
    found = Findings()
    shown = {message.index for message in done.messages if isinstance(message, Shown)}
    for number, entry in enumerate(experiment.show):
        place = source.where(("steps", index, "show", number))
        failed = next(
            (m for m in done.messages if isinstance(m, Unshown) and m.index == number), None
        )
        if failed is not None:
            error = f"{failed.raised.exception}: {failed.raised.message}"
            text = say("prove.unshown", kind=entry.kind, of=entry.of, error=error)
            found += problem(source.path, place, text)
        elif number not in shown and done.ended.kind == "finished":
            found += problem(source.path, place, say("prove.no_record", kind=entry.kind))
    for message in done.messages:
        if isinstance(message, Shown):
            found += _drawn(source, index, message)
    return found


def _drawn(source: Source, index: int, shown: Shown) -> Findings:
    """Return the widths at which a record's view is empty."""
    found = Findings()
    for width in WIDTHS:
        console = Console(width=width, record=True, quiet=True, markup=False, color_system=None)
        with console.capture() as capture:
            console.quiet = False
            console.print(draw(shown.view, width=width))
        if not capture.get().strip():
            place = source.where(("steps", index, "show", shown.index))
            found += problem(source.path, place, say("prove.not_drawn", width=width))
    return found


def prove_prediction(
    source: Source, step: int | str, experiment: Experiment, done: Outcome
) -> Findings:
    """Prove that the truth is of the kind asked for; a translation names its step."""
    if experiment.predict is None or done.ended.kind != "finished":
        return Findings()
    place = source.where(("steps", step, "predict", "answer"))
    truth = done.evaluated("main", "truth")
    if truth is None or truth.value is None:
        raised = truth.raised if truth is not None else None
        error = f"{raised.exception}: {raised.message}" if raised is not None else ""
        return problem(source.path, place, say("prove.no_truth", error=error))
    asked = asked_of(experiment)
    value = truth_of(truth.value, asked)
    try:
        reading = answers.read(answers.key_text(value, asked), asked)
        fits = reading.ok and answers.compare(reading, value, asked).right
    except ValueError:
        fits = False
    if fits:
        return Findings()
    return problem(source.path, place, say("prove.truth_kind", kind=asked.kind))
