"""One lesson in plain mode: each step printed, each line typed handed to what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.errors import StoreError
from tutor.language import say
from tutor.lesson.model import Experiment, Explain, Question
from tutor.plain.drawing import draw, draw_markdown
from tutor.plain.experiments import ExperimentTalk
from tutor.plain.looking import Looking
from tutor.plain.pages import draw_summary
from tutor.plain.questions import QuestionTalk, ReadLine

if TYPE_CHECKING:
    from rich.console import Console

    from tutor.session import Session


class LessonTalk:
    """Goes through the steps of a session by reading and printing lines."""

    def __init__(self, session: Session, console: Console, read_line: ReadLine) -> None:
        looking = Looking(console)
        self._session = session
        self._console = console
        self._read_line = read_line
        self._experiments = ExperimentTalk(session, console, looking)
        self._questions = QuestionTalk(session, console, looking, read_line)

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
        draw(self._console, "")
        if step is None:
            draw_summary(self._console, self._session.summary())
        elif isinstance(step, Explain):
            draw_markdown(self._console, step.explain)
        elif isinstance(step, Experiment):
            await self._experiments.show(step)
        else:
            self._questions.show(step)

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
            return await self._questions.act(step, command, line)
        if isinstance(step, Experiment):
            await self._experiments.act(step, command, line)
        else:
            draw(self._console, say("plain.commands"))
        return False
