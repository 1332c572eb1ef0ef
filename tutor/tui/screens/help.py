"""Every key there is, by where it works."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from tutor.language import say
from tutor.tui import keys
from tutor.tui.keys import Key, bindings
from tutor.tui.screens.roomy import Roomy
from tutor.tui.widgets.painted import Painted
from tutor.views.palette import Palette

CLOSE = (Key("escape,q,question_mark,f1,enter", "app.pop_screen", "close", "esc"),)
SCROLL = (
    Key("j,down", "scroll(1)", "down"),
    Key("k,up", "scroll(-1)", "up"),
    Key("pagedown,space", "scroll(10)", "page_down"),
    Key("pageup", "scroll(-10)", "page_up"),
)
TABLES = {
    "home": keys.HOME,
    "lesson": keys.LESSON,
    "answer": keys.ANSWER,
    "control": keys.CONTROL,
    "editor": keys.EDITOR,
    "playground": keys.PLAY,
    "play_editor": keys.PLAY_EDITOR,
}


class HelpScreen(Roomy, ModalScreen[None]):
    """The keys, the table of where one is first."""

    BINDINGS = bindings(CLOSE, SCROLL)

    def __init__(self, first: str) -> None:
        super().__init__()
        self._first = first

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help", can_focus=False):
            yield Painted(self._tables)

    def _tables(self, width: int, palette: Palette) -> RenderableType:
        del width
        names = [self._first, *(name for name in TABLES if name != self._first)]
        parts: list[RenderableType] = [Text(say("tui.help_title"), palette.bold(palette.now))]
        for name in names:
            parts += [Text(""), Text(say(f"tui.help_{name}"), palette.cool)]
            parts.append(_table(TABLES[name], palette))
        parts += [Text(""), Text(say("tui.help_live"), style=palette.support)]
        return Group(*parts)

    def action_scroll(self, rows: int) -> None:
        self.query_one("#help").scroll_relative(y=rows, animate=False)


def _table(table: tuple[Key, ...], palette: Palette) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(width=8)
    grid.add_column(overflow="fold")
    for key in table:
        grid.add_row(
            Text(key.written, style=palette.bold(palette.warm)),
            Text(key.label, style=palette.text),
        )
    return grid
