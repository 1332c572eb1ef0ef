"""An experiment in plain mode: the guess, the run, its controls, and looking at what it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.display import show_line
from tutor.language import say
from tutor.lesson.model import Experiment, typed_setting
from tutor.plain.drawing import draw, draw_markdown, settings_line
from tutor.plain.pages import draw_guess_wanted, prediction_line
from tutor.plain.stopping import outcome_or_stopped
from tutor.progress import PredictionMade

if TYPE_CHECKING:
    from rich.console import Console

    from tutor.plain.looking import Looking
    from tutor.session import Session


class ExperimentTalk:
    """Shows experiments, and does what is typed at them."""

    def __init__(self, session: Session, console: Console, looking: Looking) -> None:
        self._session = session
        self._console = console
        self._looking = looking

    async def show(self, experiment: Experiment) -> None:
        draw(self._console, experiment.title)
        if experiment.text:
            draw_markdown(self._console, experiment.text)
        if self._session.experiments.awaits_prediction(experiment):
            draw_guess_wanted(self._console, self._session, experiment)
        else:
            await self._run(experiment)

    async def act(self, experiment: Experiment, command: str, line: str) -> None:
        """Carry out one line that was typed at an experiment."""
        experiments = self._session.experiments
        if command == "run":
            await self._run(experiment)
        elif command == "reset":
            await experiments.reset(experiment)
            await self._run(experiment)
        elif self._looking.act(experiment.id, line):
            pass
        elif await self._set_control(experiment, line):
            await self._run(experiment)
        elif experiments.awaits_prediction(experiment):
            await self._predict(experiment, line)
        else:
            draw(self._console, say("plain.commands"))

    async def _run(self, experiment: Experiment) -> None:
        job = self._session.experiments.job(experiment)
        if job.main.settings:
            draw(self._console, settings_line(dict(job.main.settings)))
        done = await outcome_or_stopped(self._session.run(job), self._console)
        self._looking.show(experiment.id, job, done)
        if experiment.controls:
            draw(self._console, say("plain.change_controls", names=", ".join(experiment.controls)))

    async def _predict(self, experiment: Experiment, line: str) -> None:
        made = await self._session.experiments.predict(experiment, line)
        if not isinstance(made, PredictionMade):
            draw(self._console, made.problem)
            return
        draw(self._console, prediction_line(experiment.title, made))
        await self._run(experiment)

    async def _set_control(self, experiment: Experiment, line: str) -> bool:
        """Move a control where the line says so; return False where it says something else."""
        name, equals, text = (part.strip() for part in line.partition("="))
        control = experiment.controls.get(name)
        if not equals or control is None:
            return False
        value = {"on": True, "off": False, say("views.on"): True, say("views.off"): False}.get(
            text, typed_setting(text)
        )
        if not isinstance(value, bool | int | float | str) or not control.takes(value):
            draw(self._console, say("plain.not_taken", name=name, value=show_line(text)))
            return True
        await self._session.experiments.set(experiment, name, value)
        return True
