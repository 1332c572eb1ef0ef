"""The lesson's screen: text and question on one side, the lab on the other, the answer box below.

It composes, binds and forwards; what it shows comes from its Desk as frozen states.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable
from typing import ClassVar

from rich.console import Group, RenderableType
from rich.text import Text
from textual import events, work
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.message import Message
from textual.screen import Screen

from tutor.errors import StoreError
from tutor.language import say
from tutor.lesson.model import Experiment, Explain, Question
from tutor.records.messages import Ended
from tutor.session import Session
from tutor.tui import story
from tutor.tui.desk import Desk
from tutor.tui.keys import ANSWER, CONTROL, EDITOR, LESSON, Key, bindings
from tutor.tui.state import Echo
from tutor.tui.widgets.answer_box import AnswerBox
from tutor.tui.widgets.answer_panel import AnswerPanel
from tutor.tui.widgets.bar import Bar
from tutor.tui.widgets.controls import Chip
from tutor.tui.widgets.editor import Editor
from tutor.tui.widgets.key_line import KeyLine
from tutor.tui.widgets.lab import Lab
from tutor.tui.widgets.painted import Painted
from tutor.views.palette import Palette

TICK = 1 / 30
"""Seconds between two pictures of a run that goes on."""
PATIENCE = 0.12
"""Seconds for which the picture before is kept, so that a quick run does not flicker."""


class LessonScreen(Screen[None]):
    """One lesson."""

    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [
        (0, "-narrow"),
        (100, "-wide"),
    ]
    BINDINGS = bindings(LESSON, ANSWER[1:5])
    KEY_TABLE = LESSON
    HELP_TABLE = "lesson"
    AUTO_FOCUS = ""

    class Left(Message):
        """The learner went back to the course."""

    def __init__(self, session: Session, unit: str) -> None:
        super().__init__()
        self.desk = Desk(session)
        self.session = session
        self._unit = unit
        self._answers: asyncio.Queue[tuple[Question | Experiment, str]] = asyncio.Queue()
        self._starting = True
        self._shown_step = -1

    def compose(self) -> ComposeResult:
        yield Bar(id="bar")
        with Container(id="body"):
            with VerticalScroll(id="story-side", can_focus=False):
                yield Painted(id="story")
            yield Lab(id="lab")
        yield AnswerPanel(id="answer")
        yield KeyLine(id="keys")

    async def on_mount(self) -> None:
        self._grade_answers()
        await self._do(self.session.start())
        self._starting = False
        await self._enter_step()

    # What is shown

    async def _enter_step(self) -> None:
        """Show the present step from its top; run its program where that goes without asking."""
        self._stop_run()
        step = self.session.step
        if isinstance(step, Question) and self.session.state(step).ended:
            await self._do(self.desk.arrive(step))
        self._shown_step = self.session.index
        lab = self.query_one(Lab)
        if lab.is_editing:
            lab.leave_editor()
        self._show_all()
        for scroller in (self._body, self._story_side, lab):
            scroller.scroll_home(animate=False)
        self._open_box()
        if self.desk.runs_by_itself:
            self._start_run()

    def _show_all(self) -> None:
        """Show everything as it stands now."""
        steps = len(self.session.lesson.steps)
        at = self.session.index
        note = say("tui.step_of", at=min(at + 1, steps), of=steps)
        bar = self.query_one(Bar)
        bar.show_path(
            (self._unit, self.session.lesson.title), at=min(at + 1, steps), of=steps, note=note
        )
        self.query_one("#story", Painted).paint(self._story)
        self._show_lab()
        self._show_keys()

    def _story(self, width: int, palette: Palette) -> RenderableType:
        del width
        step = self.session.step
        lesson = self.session.lesson
        if step is None:
            return story.summary_story(lesson, self.session.summary(), palette)
        if isinstance(step, Explain):
            told = story.explain_story(step, palette)
            if self.session.index:
                return told
            return Group(story.outline_story(lesson, palette), Text(""), told)
        if isinstance(step, Experiment):
            awaits = self.session.awaits_prediction(step)
            return story.experiment_story(step, self.desk.prediction(step), awaits, palette)
        return story.question_story(self.desk.question(step), palette)

    def _show_lab(self) -> None:
        state = self.desk.lab()
        lab = self.query_one(Lab)
        lab.display = state is not None
        self.set_class(state is None, "-no-lab")
        if state is not None:
            lab.show(state, "" if not self.desk.is_running else self._waiting())

    def _waiting(self) -> str:
        """Return what the runner is doing, while the program cannot run yet."""
        state = self.app.runner.state  # type: ignore[attr-defined]
        return say(f"tui.runner_{state}") if state != "ready" else say("tui.running")

    def _show_keys(self) -> None:
        self.query_one(KeyLine).show_keys([key for key in self._key_table() if self._works(key)])

    def _key_table(self) -> tuple[Key, ...]:
        """Return the keys of what has the focus."""
        if isinstance(self.focused, AnswerBox):
            return ANSWER
        if isinstance(self.focused, Editor):
            return EDITOR
        return CONTROL if isinstance(self.focused, Chip) else LESSON

    def _works(self, key: Key) -> bool:
        name = key.action.partition("(")[0]
        return bool(self.check_action(name, ()))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which actions the present step has."""
        del parameters
        step = self.session.step
        question = step if isinstance(step, Question) else None
        open_question = question is not None and not self.session.state(question).ended
        match action:
            case "hint" | "reveal":
                return open_question
            case "answer":
                return self._takes_answer()
            case "check":
                return self._takes_answer()
            case "compare":
                return question is not None and self.desk.compared(question) is not None
            case "renew":
                return question is not None and bool(question.vary)
            case "dispute":
                verdict = self.desk.said(question).verdict if question is not None else None
                return verdict is not None and verdict.kind in ("wrong", "asked", "unreadable")
            case "run" | "run_now":
                return self.desk.bench() is not None
            case "edit" | "reset":
                return isinstance(self.desk.bench(), Experiment)
            case "next":
                return step is not None
            case "back":
                return self.session.index > 0
        return True

    # The answer box

    def _takes_answer(self) -> bool:
        step = self.session.step
        if isinstance(step, Question):
            return not self.session.state(step).ended
        return isinstance(step, Experiment) and self.session.awaits_prediction(step)

    def _open_box(self) -> None:
        """Show the answer box where the present step takes an answer, with what was typed there."""
        panel = self.query_one(AnswerPanel)
        panel.display = self._takes_answer()
        if not panel.display:
            self.set_focus(None)
            return
        step = self.session.step
        assert isinstance(step, Question | Experiment)
        is_code = isinstance(step, Question) and step.kind == "code"
        text = self.desk.drafts.get(step.id, "")
        if is_code and not text:
            assert isinstance(step, Question)
            text = self.session.posed(step).filled(step.starter or "").rstrip("\n")
        prompt = "" if isinstance(step, Question) else self.desk.prediction_example(step)
        panel.box.show_prompt(prompt)
        panel.box.open(text, many_lines=is_code)
        panel.box.focus()
        panel.show_echo(self.desk.echo(text))

    def _close_box(self) -> None:
        panel = self.query_one(AnswerPanel)
        if panel.display and not self._takes_answer():
            panel.display = False
            self.set_focus(None)

    def on_answer_box_typing(self, message: AnswerBox.Typing) -> None:
        step = self.session.step
        if isinstance(step, Question | Experiment):
            self.desk.drafts[step.id] = message.text
        self.query_one(AnswerPanel).show_echo(self.desk.echo(message.text))

    def on_answer_box_refused(self, message: AnswerBox.Refused) -> None:
        self.query_one(AnswerPanel).show_echo(Echo(note=message.reason))

    def on_answer_box_submitted(self, message: AnswerBox.Submitted) -> None:
        step = self.session.step
        if isinstance(step, Question | Experiment) and message.text.strip():
            self._answers.put_nowait((step, message.text))

    @work(group="grading")
    async def _grade_answers(self) -> None:
        """Grade answers one after the other, in the order they were handed over."""
        while True:
            step, text = await self._answers.get()
            if isinstance(step, Question):
                self.desk.said(step).grading += 1
                self._show_story()
                self.desk.said(step).grading -= 1
                if not await self._do(self.desk.submit(step, text)):
                    self._give_back(step, text)
            elif self.session.awaits_prediction(step):
                await self._predict(step, text)
            self._answered()

    async def _predict(self, experiment: Experiment, text: str) -> None:
        made = await self._do(self.session.predict(experiment, text))
        if made is False:
            self._give_back(experiment, text)
        elif self.session.awaits_prediction(experiment):
            reading = self.session.read_prediction(experiment, text)
            problem = getattr(made, "problem", "") or reading.problem
            self._give_back(experiment, text)
            self.query_one(AnswerPanel).show_echo(Echo(note=problem))

    def _give_back(self, step: Question | Experiment, text: str) -> None:
        """Put an answer that could not be kept back where it was typed."""
        box = self.query_one(AnswerPanel).box
        if self.session.step is step and not box.text:
            box.open(text, many_lines=box.many_lines)

    def _answered(self) -> None:
        if self.session.index != self._shown_step:
            return
        self._close_box()
        self._show_all()
        self._story_side.scroll_end(animate=False)
        if self.desk.runs_by_itself and not self.desk.is_running:
            self._start_run()

    def _show_story(self) -> None:
        self.query_one("#story", Painted).repaint()

    async def _do(self, work: Awaitable[object]) -> object:
        """Wait for something that is stored; say so and return False where it could not be."""
        try:
            done = await work
        except StoreError as error:
            text = say("tui.not_saved", reason=str(error))
            self.notify(text, severity="warning", timeout=10, markup=False)
            return False
        return True if done is None else done

    # Runs

    def _start_run(self) -> None:
        job = self.desk.job()
        if job is not None:
            self._run_job()

    def _stop_run(self) -> None:
        self.workers.cancel_group(self, "run")

    @work(group="run", exclusive=True)
    async def _run_job(self) -> None:
        """Run the program in the lab and show what it sends, thirty times a second at most."""
        job = self.desk.job()
        if job is None:
            return
        run = self.session.run(job)
        self.desk.run_began(job)
        began = shown = time.monotonic()
        ticking = self.set_interval(PATIENCE, self._still_running)
        try:
            async for message in run:
                self.desk.run_said(message)
                now = time.monotonic()
                is_long = now - began > PATIENCE and now - shown > TICK
                if is_long and not isinstance(message, Ended):
                    self.desk.run_shown()
                    self._show_lab()
                    shown = now
            self.desk.run_shown()
        finally:
            ticking.stop()
            run.stop()
            self.desk.run_over()
        self._show_lab()
        self._show_keys()

    def _still_running(self) -> None:
        """Say that a run goes on, and what it has sent so far."""
        if self.desk.is_running:
            self.desk.run_shown()
            self._show_lab()

    async def on_chip_turned(self, message: Chip.Turned) -> None:
        bench = self.desk.bench()
        if isinstance(bench, Experiment):
            await self._do(self.session.set(bench, message.name, message.value))
            self._changed()

    async def on_editor_edited(self, message: Editor.Edited) -> None:
        bench = self.desk.bench()
        if not isinstance(bench, Experiment):
            return
        await self._do(self.session.edit(bench, message.source))
        if message.left:
            self.query_one(Lab).leave_editor()
            self.set_focus(None)
        self._changed()

    async def on_editor_reset_asked(self) -> None:
        await self.action_reset()

    def on_editor_refused(self, message: Editor.Refused) -> None:
        self.notify(message.reason, severity="warning", markup=False)

    def _changed(self) -> None:
        """Run again what was changed, unless a guess comes first."""
        self._show_lab()
        if self.desk.runs_by_itself:
            self._start_run()

    # Actions

    async def action_proceed(self) -> None:
        if self._takes_answer():
            self.action_answer()
        elif self.session.step is None:
            self.post_message(self.Left())
        else:
            await self.action_next()

    def action_answer(self) -> None:
        self.query_one(AnswerPanel).box.focus()

    async def action_next(self) -> None:
        if await self._do(self.session.next()):
            await self._enter_step()

    async def action_back(self) -> None:
        if await self._do(self.session.back()):
            await self._enter_step()

    def action_run(self) -> None:
        self._start_run()

    def action_edit(self) -> None:
        bench = self.desk.bench()
        if isinstance(bench, Experiment):
            self.query_one(Lab).edit(self.session.source(bench))

    async def action_reset(self) -> None:
        bench = self.desk.bench()
        if not isinstance(bench, Experiment):
            return
        await self._do(self.session.reset(bench))
        lab = self.query_one(Lab)
        if lab.is_editing:
            lab.edit(self.session.source(bench))
        self._changed()

    async def action_hint(self) -> None:
        await self._on_question(self.desk.hint)

    async def action_reveal(self) -> None:
        await self._on_question(self.desk.reveal)

    async def action_dispute(self) -> None:
        await self._on_question(self.desk.dispute)

    async def action_renew(self) -> None:
        step = self.session.step
        if isinstance(step, Question) and await self._do(self.desk.renew(step)):
            await self._enter_step()

    async def _on_question(self, act: object) -> None:
        step = self.session.step
        if isinstance(step, Question) and callable(act):
            await self._do(act(step))
            self._answered()

    def action_compare(self) -> None:
        step = self.session.step
        both = self.desk.compared(step) if isinstance(step, Question) else None
        if both is None:
            return
        from tutor.tui.screens.compare import CompareScreen

        self.app.push_screen(CompareScreen(self.session, *both))

    def action_leave_box(self) -> None:
        self.set_focus(None)

    def action_leave(self) -> None:
        """Go one step back: stop the run, leave what has the focus, leave the lesson."""
        if self.desk.is_running:
            self._stop_run()
            self.desk.run_over()
            self._show_lab()
        elif self.focused is not None:
            self.set_focus(None)
        else:
            self.post_message(self.Left())

    # Scrolling

    @property
    def _body(self) -> Container:
        return self.query_one("#body", Container)

    @property
    def _story_side(self) -> VerticalScroll:
        return self.query_one("#story-side", VerticalScroll)

    def _scroller(self) -> Container | VerticalScroll | Lab:
        if self.has_class("-narrow"):
            return self._body
        in_lab = self.focused is not None and self.query_one(Lab) in self.focused.ancestors
        return self.query_one(Lab) if in_lab else self._story_side

    def action_scroll(self, rows: int) -> None:
        self._scroller().scroll_relative(y=rows, animate=False)

    def action_page(self, pages: int) -> None:
        scroller = self._scroller()
        scroller.scroll_relative(y=pages * max(1, scroller.size.height - 2), animate=False)

    def action_scroll_top(self) -> None:
        self._scroller().scroll_home(animate=False)

    def action_scroll_bottom(self) -> None:
        self._scroller().scroll_end(animate=False)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        del event
        self._show_keys()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        del event
        self.call_after_refresh(self._show_keys)
