"""One question of a review: as in its lesson, with its experiment one step back."""

from __future__ import annotations

import time
from collections.abc import Callable

from rich.console import Group, RenderableType
from rich.text import Text
from textual.message import Message

from tutor.display import show_line
from tutor.language import say
from tutor.lesson.model import Question
from tutor.review import GRADES, SURE
from tutor.session import Review, Session
from tutor.tui.keeping import kept
from tutor.tui.keys import IN_THE_BOX, LESSON, REVIEW, Key, bindings
from tutor.tui.screens.lesson import LessonScreen
from tutor.tui.widgets.bar import Bar
from tutor.views.palette import Palette


class ReviewScreen(LessonScreen):
    """The present question of a review."""

    BINDINGS = bindings(REVIEW, LESSON, IN_THE_BOX)
    KEY_TABLE = (*REVIEW, *LESSON)

    class WentOn(Message):
        """The learner wants the next question."""

    def __init__(self, review: Review, session: Session, runner_state: Callable[[], str]) -> None:
        super().__init__(session, say("tui.review"), runner_state)
        self._review = review

    @property
    def _is_graded(self) -> bool:
        return self.session.memory.grade_given(self._question) is not None

    @property
    def _question(self) -> Question:
        return self.session.lesson.questions[0]

    def _show_place(self) -> None:
        review, lesson = self._review, self.session.lesson
        note = say("tui.step_of", at=review.number, of=review.count)
        self.query_one(Bar).show_path(
            (say("tui.review"), lesson.title), at=review.number, of=review.count, note=note
        )

    def _story(self, width: int, palette: Palette) -> RenderableType:
        told = super()._story(width, palette)
        if self.session.step is not self._question:
            return told
        return Group(told, *self._comes_back(palette))

    def _comes_back(self, palette: Palette) -> list[RenderableType]:
        """Return when the question comes back, the grade that says so, and the lesson behind it."""
        memory = self.session.memory
        card, grade = memory.card(self._question), memory.grade_given(self._question)
        if card is None or grade is None:
            return []
        days = say("tui.comes_back", days=card.days_left(time.time()))
        line = Text(no_wrap=True)
        for number, each in enumerate(GRADES, start=1):
            style = palette.bold(palette.warm) if each == grade else palette.support
            mark = "▸" if each == grade else " "
            line.append(f"{mark}{number} {say(f'review.grade_{each}')}  ", style=style)
        parts: list[RenderableType] = [Text(""), Text(days, style=palette.text), line]
        if card.is_leech:
            title = show_line(self.session.lesson.title, columns=60)
            parts.append(Text(say("tui.leech", title=title), style=palette.warm))
        return parts

    def _keys_now(self) -> tuple[Key, ...]:
        shown = super()._keys_now()
        return (*REVIEW, *shown) if shown is LESSON and self._is_graded else shown

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if not self.is_composed:
            return False
        if action == "grade":
            return self._is_graded or self.desk.takes_answer
        if action in ("reread", "next", "proceed"):
            return True
        return super().check_action(action, parameters)

    async def action_next(self) -> None:
        if self.session.step is self._question:
            self.post_message(self.WentOn())
        else:
            await super().action_next()

    async def action_grade(self, number: int) -> None:
        """Put the learner's own grade in the place of the one the answer got.

        Before the question has ended, the same keys say how sure one is.
        """
        if not self._is_graded:
            self.action_sure(min(number, SURE))
            return
        await kept(self, self.session.regrade(self._question, GRADES[number - 1]))
        self._show()

    def action_reread(self) -> None:
        """Leave the review for the lesson that teaches this."""
        self.post_message(self.Reread(self.session.lesson.id))

    class Reread(Message):
        """The learner wants the lesson the question is from."""

        def __init__(self, lesson: str) -> None:
            super().__init__()
            self.lesson = lesson
