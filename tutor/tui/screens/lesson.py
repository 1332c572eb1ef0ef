"""The lesson's screen: text and question on one side, the lab on the other, the answer box below.

It composes, binds and forwards; what it shows comes from its Desk as frozen states.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.console import RenderableType
from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message

from tutor.language import say
from tutor.lesson.model import Experiment, Question
from tutor.playing.start import Start
from tutor.session import Session
from tutor.tui.desk import Desk
from tutor.tui.keeping import kept
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
from tutor.tui.widgets.sides import Sides
from tutor.views.palette import Palette


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

    def compose(self) -> ComposeResult:
        yield Bar(id="bar")
        with Sides(id="body"):
            with VerticalScroll(id="story-side", can_focus=False):
                yield Painted(self._story, id="story")
            yield Lab(self.desk.bench, self._runner_state, id="lab")
        yield AnswerPanel(self.desk, id="answer")
        yield KeyLine(self._keys_now, id="keys")

    async def on_mount(self) -> None:
        await kept(self, self.session.start())
        await self._enter_step()

    # What is shown

    async def _enter_step(self) -> None:
        """Show the present step from its top; nothing where the screen has been left meanwhile."""
        step = self.session.step
        if isinstance(step, Question):
            await kept(self, self.desk.asked.arrive(step))
        if not self.query(Lab):
            return
        self._lab.enter()
        self._panel.enter()
        self._show()
        self._sides.show_top()

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

    def _keys_now(self) -> tuple[Key, ...]:
        """Return the keys of what has the focus."""
        if isinstance(self.focused, AnswerBox):
            return PROGRAM if self.focused.many_lines else ANSWER
        if isinstance(self.focused, Editor):
            return EDITOR
        return CONTROL if self._is_at_a_control else LESSON

    @property
    def _is_at_a_control(self) -> bool:
        return isinstance(self.focused, Chip)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        if action == "fold":
            has_lab = self.is_composed and self.desk.bench.program is not None
            return has_lab and self._lab.source.program.can_fold
        return self.is_composed and self.desk.can(action)

    @property
    def _lab(self) -> Lab:
        return self.query_one(Lab)

    @property
    def _panel(self) -> AnswerPanel:
        return self.query_one(AnswerPanel)

    @property
    def _sides(self) -> Sides:
        return self.query_one(Sides)

    def _show_keys(self) -> None:
        self.query_one(KeyLine).show_now()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show the lab while its controls are turned, so that what they change is seen."""
        if isinstance(event.widget, Chip) and self.has_class("-narrow"):
            controls = self.query_one(Controls)
            self.call_after_refresh(self._sides.show_from, controls)

    # What happens below

    def on_answer_panel_taken(self, message: AnswerPanel.Taken) -> None:
        if isinstance(message.step, Question):
            self.query_one("#story", Painted).repaint()
        else:
            self._lab.show()

    def on_answer_panel_answered(self, message: AnswerPanel.Answered) -> None:
        if self.session.step is message.step:
            self._show_what_was_said()

    def _show_what_was_said(self) -> None:
        """Show the last word on the present step, and run the program if that waited for it."""
        self._show()
        if not self._is_at_a_control:
            self.call_after_refresh(self._sides.show_last_word_laid_out)
        self._lab.show()
        if not self.desk.bench.runs.is_running and not self.desk.bench.has_run:
            self._lab.run_if_free("told" if isinstance(self.session.step, Experiment) else "")

    def on_lab_drawn(self, message: Lab.Drawn) -> None:
        """Bring what the run did into sight, once it is laid out.

        A control the learner has gone to meanwhile stays in sight, as if it had begun the run.
        """
        cause = "asked" if self._is_at_a_control else message.cause
        self.call_after_refresh(self._sides.show_run, self._lab, cause)

    def on_lab_run_ended(self) -> None:
        self._show_keys()

    async def save_drafts(self) -> None:
        """Store what is typed and not handed over."""
        await self.desk.save_drafts()

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
        await kept(self, self.session.next())
        await self._enter_step()

    async def action_back(self) -> None:
        await kept(self, self.session.back())
        await self._enter_step()

    def action_run(self) -> None:
        self._lab.start()

    def action_fold(self) -> None:
        self._lab.source.program.turn()

    def action_edit(self) -> None:
        self._lab.edit()

    def action_pin(self) -> None:
        self._lab.pin()
        self._show_keys()

    def action_playground(self) -> None:
        self.post_message(self.PlaygroundAsked(self.desk.bench.playground_start()))

    async def action_reset(self) -> None:
        await self._lab.reset()

    async def action_hint(self) -> None:
        await self._on_question(self.desk.asked.hint)

    async def action_reveal(self) -> None:
        await self._on_question(self.desk.asked.reveal)

    async def action_dispute(self) -> None:
        await self._on_question(self.desk.asked.dispute)

    async def action_renew(self) -> None:
        step = self.session.step
        if isinstance(step, Question) and await kept(self, self.desk.renew(step)):
            await self._enter_step()

    async def action_what_if(self) -> None:
        step = self.session.step
        if isinstance(step, Question):
            self.desk.turn_to_own(step)
            await self._enter_step()

    async def _on_question(self, act: Callable[[Question], Awaitable[object]]) -> None:
        step = self.session.step
        if isinstance(step, Question):
            await kept(self, act(step))
            self._panel.close_if_done()
            self._show_what_was_said()

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
        if self.desk.bench.runs.is_running:
            self._lab.stop()
        elif self.focused is not None:
            self.set_focus(None)
        else:
            self.post_message(self.Left())
