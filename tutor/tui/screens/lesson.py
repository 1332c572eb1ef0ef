"""The lesson's screen: text and question on one side, the lab on the other, the answer box below.

It composes, binds and forwards; what it shows comes from its Desk as frozen states.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

from rich.console import RenderableType
from textual import events, work
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.message import Message
from textual.timer import Timer

from tutor.errors import StoreError
from tutor.language import say
from tutor.lesson.model import Experiment, Question
from tutor.playing.start import Start
from tutor.session import Session
from tutor.tui.desk import Desk
from tutor.tui.keys import ANSWER, CONTROL, EDITOR, IN_THE_BOX, LESSON, PROGRAM, Key, bindings
from tutor.tui.screens.scrolling import Scrolling
from tutor.tui.story import story_of
from tutor.tui.widgets.answer_box import AnswerBox
from tutor.tui.widgets.answer_panel import AnswerPanel
from tutor.tui.widgets.bar import Bar
from tutor.tui.widgets.controls import Chip, Controls
from tutor.tui.widgets.editor import Editor
from tutor.tui.widgets.key_line import KeyLine
from tutor.tui.widgets.lab import Lab
from tutor.tui.widgets.painted import Painted
from tutor.views.palette import Palette
from tutor.views.stepping import Move

DRAFT_SECONDS = 2.0
"""Seconds after which what is typed is stored."""
LAST_WORD = 4
"""Rows at the end of the story that hold what was said last."""


class LessonScreen(Scrolling):
    """One lesson."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 (Textual's own)
    BINDINGS = bindings(LESSON, IN_THE_BOX)
    KEY_TABLE: ClassVar[tuple[Key, ...]] = LESSON
    HELP_TABLE = "lesson"
    AUTO_FOCUS = ""

    class Left(Message):
        """The learner went back to the course."""

    @dataclass
    class PlaygroundAsked(Message):
        """The program of the present step is to be played with."""

        start: Start | None

    def __init__(self, session: Session, unit: str, runner_state: Callable[[], str]) -> None:
        super().__init__()
        self.desk = Desk(session)
        self.session = session
        self._unit = unit
        self._runner_state = runner_state
        self._saving: Timer | None = None
        self._answers: asyncio.Queue[tuple[Question | Experiment, str]] = asyncio.Queue()

    def compose(self) -> ComposeResult:
        yield Bar(id="bar")
        with Container(id="body"):
            with VerticalScroll(id="story-side", can_focus=False):
                yield Painted(self._story, id="story")
            yield Lab(self.desk.bench, self._keep, self._runner_state, id="lab")
        yield AnswerPanel(self.desk, id="answer")
        yield KeyLine(id="keys")

    async def on_mount(self) -> None:
        self._grade_answers()
        await self._keep(self.session.start())
        await self._enter_step()

    # What is shown

    async def _enter_step(self) -> None:
        """Show the present step from its top; nothing where the screen has been left meanwhile."""
        step = self.session.step
        if isinstance(step, Question):
            await self._keep(self.desk.asked.arrive(step))
        if not self.query(Lab):
            return
        self._lab.enter()
        self._panel.enter()
        self._show()
        for side in ("#body", "#story-side"):
            self.query_one(side).scroll_home(animate=False)

    def _show(self) -> None:
        """Show everything but the lab as it stands now."""
        self._show_place()
        self.set_class(self.desk.bench.state() is None, "-no-lab")
        self.query_one("#story", Painted).repaint()
        self._show_keys()

    def _show_place(self) -> None:
        lesson = self.session.lesson
        steps = len(lesson.steps)
        at = min(self.session.index + 1, steps)
        note = say("tui.step_of", at=at, of=steps)
        self.query_one(Bar).show_path((self._unit, lesson.title), at=at, of=steps, note=note)

    def _story(self, width: int, palette: Palette) -> RenderableType:
        del width
        return story_of(self.desk, palette)

    def _show_keys(self) -> None:
        table = self._keys_now()
        works = [key for key in table if self.check_action(key.action.partition("(")[0], ())]
        self.query_one(KeyLine).show_keys(works)

    def _keys_now(self) -> tuple[Key, ...]:
        """Return the keys of what has the focus."""
        if isinstance(self.focused, AnswerBox):
            return PROGRAM if self.focused.many_lines else ANSWER
        if isinstance(self.focused, Editor):
            return EDITOR
        return CONTROL if isinstance(self.focused, Chip) else LESSON

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        return self.desk.can(action)

    @property
    def _lab(self) -> Lab:
        return self.query_one(Lab)

    @property
    def _panel(self) -> AnswerPanel:
        return self.query_one(AnswerPanel)

    # Answers

    def on_answer_box_submitted(self, message: AnswerBox.Submitted) -> None:
        step = self.session.step
        if isinstance(step, Question | Experiment) and message.text.strip():
            self._answers.put_nowait((step, message.text))

    def on_answer_panel_drafted(self) -> None:
        """Store what is typed once a moment has passed."""
        if self._saving is None:
            self._saving = self.set_timer(DRAFT_SECONDS, self.save_drafts)

    async def save_drafts(self) -> None:
        """Store what is typed and not handed over; where it cannot be, nothing is said of it."""
        self._saving = None
        with suppress(StoreError):
            await self.desk.save_drafts()

    @work(group="grading")
    async def _grade_answers(self) -> None:
        """Grade answers one after the other, in the order they were handed over."""
        while True:
            step, text = await self._answers.get()
            if isinstance(step, Question):
                self.desk.asked.grading_begins(step)
                self.query_one("#story", Painted).repaint()
                if not await self._keep(self.desk.asked.submit(step, text)):
                    self._panel.give_back(step, text)
            elif self.session.experiments.awaits_prediction(step):
                await self._predict(step, text)
            if self.session.step is step:
                self._answered()

    async def _predict(self, experiment: Experiment, text: str) -> None:
        problems: list[str] = []

        async def predict() -> None:
            made = await self.session.experiments.predict(experiment, text)
            problems.append(getattr(made, "problem", ""))

        self.desk.bench.is_predicting = True
        self._lab.show()
        await self._keep(predict())
        self.desk.bench.is_predicting = False
        if self.session.experiments.awaits_prediction(experiment):
            self._panel.give_back(experiment, text, "".join(problems))

    def _answered(self) -> None:
        """Show what has been said, and run the program if that waited for it."""
        self._panel.close_if_done()
        self._show()
        self.call_after_refresh(self._bring_last_word_into_sight)
        self._lab.show()
        if not self.desk.bench.is_running and not self.desk.bench.has_run:
            self._lab.run_if_free()

    def _bring_last_word_into_sight(self) -> None:
        """Scroll to the end of the story; where the sides are stacked, only if need be."""
        side = self.query_one("#story-side", VerticalScroll)
        side.scroll_end(animate=False)
        body = self.query_one("#body")
        end = side.virtual_region.bottom
        above = end - LAST_WORD < body.scroll_offset.y
        if above or end > body.scroll_offset.y + body.size.height:
            body.scroll_to(y=max(0, end - body.size.height), animate=False)

    async def _keep(self, work: Awaitable[object]) -> bool:
        """Wait for something that is stored; say so and return False where it could not be."""
        try:
            await work
        except StoreError as error:
            text = say("tui.not_saved", reason=str(error))
            self.notify(text, severity="warning", timeout=10, markup=False)
            return False
        return True

    def on_lab_run_ended(self) -> None:
        self._show_keys()

    # Actions

    async def action_proceed(self) -> None:
        if self.desk.takes_answer:
            self.action_answer()
        elif self.session.step is None:
            self.post_message(self.Left())
        else:
            await self.action_next()

    def action_answer(self) -> None:
        self._panel.box.focus()

    async def action_next(self) -> None:
        await self._keep(self.session.next())
        await self._enter_step()

    async def action_back(self) -> None:
        await self._keep(self.session.back())
        await self._enter_step()

    def action_run(self) -> None:
        self._lab.start()

    def action_edit(self) -> None:
        self._lab.edit()

    def action_read(self, by: int, far: bool = False) -> None:
        self._lab.stage.read(by, far)

    def action_pin(self) -> None:
        self._lab.pin()
        self._show_keys()

    def action_playground(self) -> None:
        self.post_message(self.PlaygroundAsked(self.desk.bench.playground_start()))

    async def action_reset(self) -> None:
        await self._lab.reset()

    def action_graph(self, to: Move) -> None:
        self._lab.stage.move(to)

    async def action_hint(self) -> None:
        await self._on_question(self.desk.asked.hint)

    async def action_reveal(self) -> None:
        await self._on_question(self.desk.asked.reveal)

    async def action_dispute(self) -> None:
        await self._on_question(self.desk.asked.dispute)

    async def action_renew(self) -> None:
        step = self.session.step
        if isinstance(step, Question) and await self._keep(self.desk.renew(step)):
            await self._enter_step()

    async def action_what_if(self) -> None:
        step = self.session.step
        if isinstance(step, Question):
            self.desk.turn_to_own(step)
            await self._enter_step()

    async def _on_question(self, act: Callable[[Question], Awaitable[object]]) -> None:
        step = self.session.step
        if isinstance(step, Question):
            await self._keep(act(step))
            self._answered()

    def action_compare(self) -> None:
        step = self.session.step
        both = self.desk.asked.compared(step) if isinstance(step, Question) else None
        if both is not None:
            from tutor.tui.screens.compare import CompareScreen

            self.app.push_screen(CompareScreen(self.session, *both))

    def action_sure(self, level: int) -> None:
        """Say how sure one is of the answer that is being typed."""
        self.desk.turn_sure(level)
        self._panel.show_sure()

    def action_leave_box(self) -> None:
        self.set_focus(None)

    def action_leave(self) -> None:
        """Go one step back: stop the run, leave what has the focus, leave the lesson."""
        if self.desk.bench.is_running:
            self._lab.stop()
        elif self.focused is not None:
            self.set_focus(None)
        else:
            self.post_message(self.Left())

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._show_keys()
        if isinstance(event.widget, Chip) and self.has_class("-narrow"):
            self.call_after_refresh(self._bring_lab_into_sight)

    def _bring_lab_into_sight(self) -> None:
        """Put the controls at the top, so that what they change is seen while they are turned."""
        controls = self.query_one(Controls)
        self.query_one("#body").scroll_to_widget(controls, top=True, animate=False)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        del event
        self.call_after_refresh(self._show_keys)
