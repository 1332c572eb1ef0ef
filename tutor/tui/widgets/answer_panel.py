"""The answer box with its prompt, and under it how what is being typed is read.

What is handed over there is graded in its order; the panel tells when that begins and has ended.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.timer import Timer

from tutor.display import show_line
from tutor.language import say
from tutor.lesson.model import Experiment, Question
from tutor.review import SURE
from tutor.tui.desk import Desk
from tutor.tui.keeping import refusal
from tutor.tui.state import Echo
from tutor.tui.widgets.answer_box import AnswerBox
from tutor.tui.widgets.painted import Painted
from tutor.views.fitting import fitted
from tutor.views.palette import Palette

DRAFT_SECONDS = 2.0
"""Seconds after which what is typed is stored."""


class AnswerPanel(Vertical):
    """Prompt, box and echo of the present step."""

    @dataclass
    class Taken(Message):
        """An answer or a guess has been handed over: it is graded now."""

        step: Question | Experiment

    @dataclass
    class Answered(Message):
        """An answer or a guess has been graded, or given back."""

        step: Question | Experiment

    def __init__(self, desk: Desk, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._desk = desk
        self._given_back = ""
        """An answer that was put back: why stays in sight until it is changed."""
        self._echo = Echo()
        self._handed_over: asyncio.Queue[tuple[Question | Experiment, str]] = asyncio.Queue()
        self._saving: Timer | None = None

    def compose(self) -> ComposeResult:
        with Horizontal(id="answer-row"):
            yield Painted(_prompt, id="answer-prompt")
            yield AnswerBox(id="answer-box")
        yield Painted(id="echo")

    def on_mount(self) -> None:
        self._grade_answers()

    @property
    def box(self) -> AnswerBox:
        return self.query_one(AnswerBox)

    def enter(self) -> None:
        """Show the box where the present step takes an answer, with what was typed there before."""
        self.display = self._desk.takes_answer
        if not self.display:
            self.screen.set_focus(None)
            return
        text, prompt, is_code = self._desk.draft()
        self.box.show_prompt(prompt)
        self.box.open(text, many_lines=is_code)
        self.box.focus()
        self.show_echo(self._desk.echo(text))

    def show_note(self, note: str) -> None:
        """Show a sentence in place of the echo."""
        self.show_echo(Echo(note=note))

    def show_echo(self, echo: Echo) -> None:
        """Show how what is being typed is read, or a note."""
        self._echo = echo
        sure = self._desk.sure
        self.query_one("#echo", Painted).paint(
            lambda width, palette: _echo(echo, sure, width, palette)
        )

    def show_sure(self) -> None:
        """Show how sure the learner says to be now."""
        self.show_echo(self._echo)

    def on_answer_box_typing(self, message: AnswerBox.Typing) -> None:
        message.stop()
        self._desk.keep_draft(message.text)
        if self._saving is None:
            self._saving = self.set_timer(DRAFT_SECONDS, self._save_drafts)
        if self._given_back and self.box.text == self._given_back:
            return
        self._given_back = ""
        self.show_echo(self._desk.echo(message.text))

    def on_answer_box_refused(self, message: AnswerBox.Refused) -> None:
        message.stop()
        self.show_note(message.reason)

    async def _save_drafts(self) -> None:
        self._saving = None
        await self._desk.save_drafts()

    # What is handed over

    def on_answer_box_submitted(self, message: AnswerBox.Submitted) -> None:
        message.stop()
        step = self._desk.session.step
        if isinstance(step, Question | Experiment) and message.text.strip():
            self._handed_over.put_nowait((step, message.text))

    @work(group="grading")
    async def _grade_answers(self) -> None:
        """Grade answers one after the other, in the order they were handed over."""
        while True:
            step, text = await self._handed_over.get()
            if isinstance(step, Question):
                await self._grade(step, text)
            elif self._desk.session.experiments.awaits_prediction(step):
                await self._predict(step, text)
            self.close_if_done()
            self.post_message(self.Answered(step))

    async def _grade(self, question: Question, text: str) -> None:
        asked = self._desk.asked
        asked.grading_begins(question)
        self.post_message(self.Taken(question))
        why = await refusal(self, asked.submit(question, text), "tui.answer_not_saved")
        if why:
            self._give_back(question, text, why)

    async def _predict(self, experiment: Experiment, text: str) -> None:
        bench, experiments = self._desk.bench, self._desk.session.experiments
        problems: list[str] = []

        async def predict() -> None:
            made = await experiments.predict(experiment, text)
            problems.append(getattr(made, "problem", ""))

        bench.is_predicting = True
        self.post_message(self.Taken(experiment))
        why = await refusal(self, predict(), "tui.answer_not_saved")
        bench.is_predicting = False
        if experiments.awaits_prediction(experiment):
            self._give_back(experiment, text, why or "".join(problems))

    def close_if_done(self) -> None:
        """Take the box away once the present step takes no answer any more."""
        if self.display and not self._desk.takes_answer:
            self.display = False
            if self.box.has_focus:  # or else the learner has gone on to something
                self.screen.set_focus(None)

    def _give_back(self, step: Question | Experiment, text: str, why: str = "") -> None:
        """Put an answer that was not taken back where it was typed, and say why."""
        if self._desk.session.step is step and not self.box.text:
            self.box.open(text, many_lines=self.box.many_lines)
        if why:
            self._given_back = text
            self.show_note(why)


def _prompt(width: int, palette: Palette) -> RenderableType:
    del width
    return Text("›", style=palette.bold(palette.now))


def _echo(echo: Echo, sure: int | None, width: int, palette: Palette) -> RenderableType:
    """Return how the answer is read, and at the right how sure the learner says to be."""
    if sure is None:
        return _reading(echo, width, palette)
    told = Text(f"{say('tui.how_sure')} {'●' * sure}{'○' * (SURE - sure)}", style=palette.warm)
    room = max(10, width - cell_len(told.plain) - 2)
    text = _reading(echo, room, palette)
    text.truncate(room, overflow="ellipsis")
    return text.append(" " * (room + 2 - cell_len(text.plain))).append_text(told)


def _reading(echo: Echo, width: int, palette: Palette) -> Text:
    reading = echo.reading
    if echo.note or reading is None:
        return Text(fitted(show_line(echo.note), width), style=palette.support)
    if reading.ok:
        text = say("tui.read_as", reading=show_line(reading.shown, columns=300))
        return Text(fitted(text, width), style=palette.support)
    return Text(show_line(reading.problem, columns=300), style=palette.support)
