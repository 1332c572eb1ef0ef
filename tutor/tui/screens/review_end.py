"""The end of a review: how each question went and when it comes back."""

from __future__ import annotations

import time

from rich.console import Group, RenderableType
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message

from tutor.display import show_line
from tutor.language import say
from tutor.session import Review, Session
from tutor.tui.keys import REVIEW_END, bindings
from tutor.tui.screens.roomy import Roomy
from tutor.tui.widgets.bar import Bar
from tutor.tui.widgets.key_line import KeyLine
from tutor.tui.widgets.painted import Painted
from tutor.views.palette import Palette


class ReviewEndScreen(Roomy):
    """What a review came to."""

    BINDINGS = bindings(REVIEW_END)
    KEY_TABLE = REVIEW_END
    HELP_TABLE = "lesson"

    class Left(Message):
        """The learner goes back to the course."""

    def __init__(self, review: Review) -> None:
        super().__init__()
        self._review = review

    def compose(self) -> ComposeResult:
        yield Bar(id="bar")
        with VerticalScroll(id="review-end"):
            yield Painted(self._picture)
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        count = self._review.count
        note = say("tui.step_of", at=count, of=count)
        self.query_one(Bar).show_path((say("tui.review"),), at=count, of=count, note=note)
        self.query_one(KeyLine).show_keys(REVIEW_END)
        self.query_one("#review-end").focus()

    def _picture(self, width: int, palette: Palette) -> RenderableType:
        del width
        return review_story(self._review, time.time(), palette)

    def action_leave(self) -> None:
        self.post_message(self.Left())


def review_story(review: Review, now: float, palette: Palette) -> RenderableType:
    """Return how each question of a review went."""
    graded = [row for _, session in review.asked if (row := _row(session, now, palette))]
    known = sum(is_known for _, is_known in graded)
    head = Text(say("tui.review_done", known=known, count=len(graded)), palette.bold(palette.text))
    parts: list[RenderableType] = [head, Text("")]
    for text, _ in graded:
        parts.append(text)
    return Group(*parts)


def _row(session: Session, now: float, palette: Palette) -> tuple[Text, bool] | None:
    question = session.lesson.questions[0]
    card, grade = session.memory.card(question), session.memory.grade_given(question)
    if card is None or grade is None:
        return None
    is_known = grade != "again"
    text = Text("● " if is_known else "○ ", style=palette.done if is_known else palette.support)
    text.append(show_line(session.lesson.title, columns=48), style=palette.text)
    text.append(f"  {say(f'review.grade_{grade}')}", style=palette.warm)
    days = say("tui.comes_back", days=card.days_left(now))
    return text.append(f"  {days}", style=palette.support), is_known
