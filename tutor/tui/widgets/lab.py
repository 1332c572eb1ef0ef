"""The lab: controls, the program (or its editor), and what its last run did."""

from __future__ import annotations

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from tutor.display import show_line
from tutor.language import say
from tutor.tui.lab_picture import code_picture, result_picture, status_line
from tutor.tui.state import LabState
from tutor.tui.widgets.controls import Controls
from tutor.tui.widgets.editor import Editor
from tutor.tui.widgets.painted import Painted
from tutor.views.palette import Palette

TALLEST_PLOT = 18


class Lab(VerticalScroll, can_focus=False):
    """Draws a LabState; its editor and chips report for themselves."""

    def compose(self) -> ComposeResult:
        yield Painted(id="lab-title")
        yield Controls(id="controls")
        yield Painted(id="code")
        yield Editor(id="editor")
        yield Painted(id="result")

    def on_mount(self) -> None:
        self.query_one(Editor).display = False

    @property
    def editor(self) -> Editor:
        return self.query_one(Editor)

    @property
    def is_editing(self) -> bool:
        return bool(self.editor.display)

    def show(self, state: LabState, waiting: str = "") -> None:
        """Show `state`; `waiting` says what the runner is doing while nothing can run yet."""
        self._part("lab-title").paint(lambda w, p: _title(state, waiting, w, p))
        self.query_one(Controls).show_controls(state.controls, state.settings)
        self._part("code").paint(lambda w, p: code_picture(state, w, p))
        height = max(8, min(TALLEST_PLOT, self.size.height - len(state.source.splitlines()) - 6))
        self._part("result").paint(lambda w, p: result_picture(state, w, height, p))

    def edit(self, source: str) -> None:
        """Open the editor with `source`."""
        self._part("code").display = False
        self.editor.open(source)

    def leave_editor(self) -> None:
        """Show the program in place of its editor."""
        self.editor.display = False
        self._part("code").display = True

    def _part(self, name: str) -> Painted:
        return self.query_one(f"#{name}", Painted)


def _title(state: LabState, waiting: str, width: int, palette: Palette) -> RenderableType:
    left = Text(show_line(state.title, columns=80), style=palette.bold(palette.text), no_wrap=True)
    if state.edited:
        left.append(f"  {say('tui.edited')}", style=palette.warm)
    right = status_line(state, waiting, palette)
    gap = width - cell_len(left.plain) - cell_len(right.plain)
    if gap < 2:
        return left.append("\n").append_text(right) if right.plain else left
    return left.append(" " * gap).append_text(right)
