"""The answer box with its prompt, and under it how what is being typed is read."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from tutor.display import show_line
from tutor.language import say
from tutor.tui.state import Echo
from tutor.tui.widgets.answer_box import AnswerBox
from tutor.tui.widgets.painted import Painted
from tutor.views.palette import Palette
from tutor.views.values import fitted


class AnswerPanel(Vertical):
    """Prompt, box and echo."""

    def compose(self) -> ComposeResult:
        with Horizontal(id="answer-row"):
            yield Painted(_prompt, id="answer-prompt")
            yield AnswerBox(id="answer-box")
        yield Painted(id="echo")

    @property
    def box(self) -> AnswerBox:
        return self.query_one(AnswerBox)

    def show_echo(self, echo: Echo) -> None:
        """Show how what is being typed is read, or a note."""
        self.query_one("#echo", Painted).paint(lambda width, palette: _echo(echo, width, palette))


def _prompt(width: int, palette: Palette) -> RenderableType:
    del width
    return Text("›", style=palette.bold(palette.now))


def _echo(echo: Echo, width: int, palette: Palette) -> RenderableType:
    reading = echo.reading
    if echo.note or reading is None:
        return Text(fitted(echo.note, width), style=palette.support)
    if reading.ok:
        text = say("tui.read_as", reading=show_line(reading.shown, columns=300))
        return Text(fitted(text, width), style=palette.support)
    return Text(show_line(reading.problem, columns=300), style=palette.support)
