"""The program of the lab, or its editor in its place: one of the two is shown."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from tutor.tui.state import LabState
from tutor.tui.widgets.editor import Editor
from tutor.tui.widgets.program import Program


class Source(Vertical):
    """Shows a program, and lets it be edited."""

    DEFAULT_CSS = "Source { height: auto; }"

    def compose(self) -> ComposeResult:
        yield Program(id="code")
        yield Editor(id="editor")

    def on_mount(self) -> None:
        self.editor.display = False

    @property
    def program(self) -> Program:
        return self.query_one(Program)

    @property
    def editor(self) -> Editor:
        return self.query_one(Editor)

    @property
    def is_editing(self) -> bool:
        return bool(self.editor.display)

    def enter(self) -> None:
        """Begin with the whole program of another step."""
        self.leave_editor()
        self.program.enter()

    def show(self, state: LabState) -> None:
        """Draw the program with the values of its last run."""
        self.program.show(state)

    def edit(self, source: str) -> None:
        """Open the editor on a program."""
        self.program.display = False
        self.editor.open(source)

    def leave_editor(self) -> None:
        """Show the program in place of its editor."""
        self.editor.display = False
        self.program.display = True

    def on_editor_refused(self, message: Editor.Refused) -> None:
        message.stop()
        self.notify(message.reason, severity="warning", markup=False)
