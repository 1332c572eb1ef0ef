"""The editor of an experiment's program."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.widgets import TextArea

from tutor.language import say
from tutor.playing.files import LONGEST
from tutor.tui.keys import EDITOR
from tutor.tui.syntax import editor_themes
from tutor.tui.themes import palette_named
from tutor.tui.widgets.indents import begin_line, take_level


class Editor(TextArea):
    """A code editor; what is typed reaches the lesson when typing pauses."""

    BINDINGS = [  # noqa: RUF012 (Textual's own declaration)
        Binding(name, f"editor_{key.action}", "", show=False)
        for key in EDITOR[:3]
        for name in key.keys.split(",")
    ]

    PAUSE = 0.4
    """Seconds without a key after which the program is run."""

    @dataclass
    class Edited(Message):
        """The program was changed; `left` tells that the editor is to be closed."""

        source: str
        left: bool = False
        now: bool = False

    @dataclass
    class ResetAsked(Message):
        """The lesson's own program is wanted back."""

    @dataclass
    class Refused(Message):
        """Something was not taken, for the reason given in a sentence."""

        reason: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(
            id=id,
            language=None,
            tab_behavior="indent",
            show_line_numbers=True,
            compact=True,
            soft_wrap=False,
        )
        self.cursor_blink = False  # a cursor that blinks keeps an idle machine awake
        self._quiet = ""

    def on_mount(self) -> None:
        for theme in editor_themes():
            self.register_theme(theme)
        self.watch(self.app, "theme", self._use_theme)

    def _use_theme(self, theme: str) -> None:
        self.theme = palette_named(theme).name

    def open(self, source: str) -> None:
        """Show `source` and take the focus."""
        if self.language is None:
            # tree-sitter takes longer to load than a lesson to open: only who edits pays for it.
            self.language = "python" if "python" in self.available_languages else None
        self._quiet = source
        self.text = source
        self.display = True
        self.focus()

    def action_editor_run_now(self) -> None:
        """Run the program as it is."""
        self.post_message(self.Edited(self.text, now=True))

    def action_editor_reset(self) -> None:
        """Ask for the lesson's own program."""
        self.post_message(self.ResetAsked())

    def action_editor_leave_editor(self) -> None:
        """Close the editor; the program stays as it is."""
        self.post_message(self.Edited(self.text, left=True))

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self.text == self._quiet:
            return
        self._quiet = self.text
        text = self.text
        self.set_timer(self.PAUSE, lambda: self._paused(text))

    def _paused(self, text: str) -> None:
        if text == self.text and self.display:
            self.post_message(self.Edited(text))

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter" and not self.read_only:
            event.stop()
            event.prevent_default()
            begin_line(self)
        elif event.key == "escape":
            # The class above would give the focus to whatever comes next.
            event.stop()
            event.prevent_default()
            self.action_editor_leave_editor()

    def action_delete_left(self) -> None:
        """Take away a character; of the spaces a line begins with, as many as one level has."""
        if not take_level(self):
            super().action_delete_left()

    async def _on_paste(self, event: events.Paste) -> None:
        # What fits is pasted by the class above, whose own handler Textual calls next.
        if len(self.text) + len(event.text) > LONGEST:
            event.stop()
            event.prevent_default()
            self.post_message(self.Refused(say("tui.paste_too_long", most=LONGEST)))
