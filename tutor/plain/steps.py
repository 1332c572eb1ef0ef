"""One lesson in plain mode: each step printed, each line typed handed to the session."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from tutor.display import show, show_line
from tutor.errors import StoreError
from tutor.jobs import outcome
from tutor.language import say
from tutor.lesson.model import Experiment, Explain, Question, typed_setting
from tutor.plain.drawing import draw, draw_markdown, settings_line
from tutor.plain.looking import Looking
from tutor.plain.pages import draw_guess_wanted, draw_question, draw_summary, prediction_line
from tutor.progress import PredictionMade

if TYPE_CHECKING:
    from rich.console import Console

    from tutor.session import Session

ReadLine = Callable[[str], Awaitable[str | None]]


class LessonTalk:
    """Goes through the steps of a session by reading and printing lines."""

    def __init__(self, session: Session, console: Console, read_line: ReadLine) -> None:
        self._session = session
        self._console = console
        self._read_line = read_line
        self._looking = Looking(console)
        self._typed = ""

    async def run(self) -> bool:
        """Talk until the lesson is left; return False where the learner leaves altogether."""
        await self._session.start()
        return await self.talk()

    async def talk(self, *, until_end: bool = False) -> bool:
        """Talk from the present step on; with `until_end`, no further than the last step."""
        draw(self._console, "", self._session.lesson.title, say("plain.commands"))
        shown = -1
        while not (until_end and self._session.step is None):
            if shown != self._session.index:
                shown = self._session.index
                await self._show_step()
            line = await self._read_line(self._prompt())
            if line is None:
                return False
            command = line.strip().lower().removeprefix(":")
            if command in ("quit", "lessons"):
                return command == "lessons"
            if await self._do(command, line):
                shown = -1
        return True

    def _prompt(self) -> str:
        return f"[{self._session.index + 1}/{len(self._session.lesson.steps) + 1}] >"

    async def _show_step(self) -> None:
        step = self._session.step
        made = self._console
        draw(made, "")
        if step is None:
            draw_summary(made, self._session.summary())
        elif isinstance(step, Explain):
            draw_markdown(made, step.explain)
        elif isinstance(step, Experiment):
            draw(made, step.title)
            if step.text:
                draw_markdown(made, step.text)
            await self._show_experiment(step)
        else:
            draw_question(made, self._session.questions.posed(step))

    async def _show_experiment(self, experiment: Experiment) -> None:
        session = self._session
        if session.experiments.awaits_prediction(experiment):
            draw_guess_wanted(self._console, session, experiment)
            return
        await self._run(experiment)

    async def _run(self, experiment: Experiment) -> None:
        job = self._session.experiments.job(experiment)
        if job.main.settings:
            draw(self._console, settings_line(dict(job.main.settings)))
        self._looking.show(experiment.id, job, await outcome(self._session.run(job)))
        if experiment.controls:
            draw(self._console, say("plain.change_controls", names=", ".join(experiment.controls)))

    async def _do(self, command: str, line: str) -> bool:
        """Carry out one line; return True where the step is to be shown again."""
        try:
            if command in ("", "next"):
                await self._session.next()
            elif command == "back":
                await self._session.back()
            else:
                return await self._on_step(command, line)
        except StoreError as error:
            draw(self._console, say("plain.not_saved", reason=str(error)))
        return False

    async def _on_step(self, command: str, line: str) -> bool:
        step = self._session.step
        if isinstance(step, Question):
            return await self._on_question(step, command, line)
        if isinstance(step, Experiment):
            return await self._on_experiment(step, command, line)
        draw(self._console, say("plain.commands"))
        return False

    async def _on_experiment(self, experiment: Experiment, command: str, line: str) -> bool:
        session = self._session
        if command == "run":
            await self._run(experiment)
        elif command == "reset":
            await session.experiments.reset(experiment)
            await self._run(experiment)
        elif self._looking.act(experiment.id, line):
            pass
        elif await self._set_control(experiment, line):
            await self._run(experiment)
        elif session.experiments.awaits_prediction(experiment):
            made = await session.experiments.predict(experiment, line)
            if not isinstance(made, PredictionMade):
                draw(self._console, made.problem)
                return False
            draw(self._console, prediction_line(experiment.title, made))
            await self._run(experiment)
        else:
            draw(self._console, say("plain.commands"))
        return False

    async def _set_control(self, experiment: Experiment, line: str) -> bool:
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

    async def _on_question(self, question: Question, command: str, line: str) -> bool:
        session = self._session
        if command == "hint":
            draw(self._console, await session.hint(question) or say("plain.no_more_hints"))
        elif command == "reveal":
            revealed = await session.reveal(question)
            draw(self._console, revealed.problem or say("plain.answer", key=revealed.key))
            draw_markdown(self._console, revealed.because)
        elif command == "again":
            await session.renew(question)
            return True
        elif command == "dispute" and self._typed:
            await session.dispute(question, self._typed)
            draw(self._console, say("plain.disputed"))
        else:
            await self._submit(question, await self._whole(question, line))
        return False

    async def _whole(self, question: Question, first: str) -> str:
        """Return what was typed; a program, which may hold empty lines, until two of them."""
        if question.kind != "code":
            return first
        lines = [first]
        while lines[-2:] != ["", ""]:
            line = await self._read_line("...")
            if line is None:
                break
            lines.append(line)
        return "\n".join(lines)

    async def _submit(self, question: Question, text: str) -> None:
        self._typed = text
        verdict = await self._session.submit(question, text)
        if verdict.reading.shown:
            draw(self._console, say("plain.read_as", reading=show(verdict.reading.shown)))
        # What a lesson says is its text; what the tutor says may quote what was typed.
        said = draw if verdict.misconception is None else draw_markdown
        said(self._console, verdict.reply)
        if self._session.questions.state(question).ended:
            draw_markdown(self._console, (await self._session.questions.explain(question)).because)
