"""A question in plain mode: what is asked, the verdict on what is typed, help, and its program."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from tutor.display import show
from tutor.jobs import shows_something
from tutor.language import say
from tutor.lesson.model import Question
from tutor.plain.drawing import draw, draw_markdown
from tutor.plain.pages import draw_question
from tutor.plain.stopping import outcome_or_stopped

if TYPE_CHECKING:
    from rich.console import Console

    from tutor.plain.looking import Looking
    from tutor.records.job import Job
    from tutor.session import Session

ReadLine = Callable[[str], Awaitable[str | None]]


class QuestionTalk:
    """Asks questions, and does what is typed at them."""

    def __init__(
        self, session: Session, console: Console, looking: Looking, read_line: ReadLine
    ) -> None:
        self._session = session
        self._console = console
        self._looking = looking
        self._read_line = read_line
        self._typed = ""

    def show(self, question: Question) -> None:
        draw_question(self._console, self._session.questions.posed(question))
        if self._job(question) is not None:
            draw(self._console, say("plain.can_run"))

    async def act(self, question: Question, command: str, line: str) -> bool:
        """Carry out one line; return True where the question is to be shown again."""
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
        elif command == "run" and (job := self._job(question)) is not None:
            done = await outcome_or_stopped(session.run(job), self._console)
            self._looking.show(question.id, job, done)
        elif not (self._looking.has_run(question.id) and self._looking.act(question.id, line)):
            await self._submit(question, await self._whole(question, line))
        return False

    def _job(self, question: Question) -> Job | None:
        """Return the run of the question's program, where that leaves something to look at."""
        job = self._session.questions.job(question)
        return job if job is not None and shows_something(job) else None

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
