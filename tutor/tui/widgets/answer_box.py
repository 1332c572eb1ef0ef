"""Where answers are typed. Every Enter hands over what was typed before it, and only that.

Keys that arrive in one burst are taken one by one: the text is cleared in the same step that reads
it, so that no answer is joined to the next and none is handed over twice.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.widgets import TextArea

from tutor.language import say
from tutor.tui.widgets.indents import begin_line, take_level

LONGEST = 20_000
"""Characters an answer may have; what is beyond is not taken, and that is said."""


class AnswerBox(TextArea):
    """A text field of one to a few rows."""

    BINDINGS = [  # noqa: RUF012 (Textual's own declaration)
        Binding("up", "recall", "", show=False),
    ]

    @dataclass
    class Submitted(Message):
        """An answer was handed over; `text` may be empty."""

        text: str

    @dataclass
    class Typing(Message):
        """The text changed."""

        text: str

    @dataclass
    class Refused(Message):
        """Something was not taken, for the reason given in a sentence."""

        reason: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, compact=True, highlight_cursor_line=False, tab_behavior="focus")
        self.cursor_blink = False  # a cursor that blinks keeps an idle machine awake
        self._last = ""
        self.many_lines = False
        """Whether Enter ends a line rather than the answer."""

    def show_prompt(self, prompt: str) -> None:
        """Show `prompt` while nothing has been typed."""
        self.placeholder = prompt

    def open(self, text: str, *, many_lines: bool) -> None:
        """Begin an answer with `text`."""
        self.many_lines = many_lines
        self.tab_behavior = "indent" if many_lines else "focus"
        self.show_line_numbers = False
        self.text = text
        self.move_cursor(self.document.end)
        self.set_class(many_lines, "-program")

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "ctrl+j" or (event.key == "enter" and not self.many_lines):
            event.stop()
            event.prevent_default()
            self.submit()
            return
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            begin_line(self)
            return
        if event.key == "escape":
            # The class above would give the focus to whatever comes next and keep the key for it.
            event.prevent_default()
            return
        if len(self.text) >= LONGEST and event.is_printable:
            event.stop()
            event.prevent_default()
            self.post_message(self.Refused(say("tui.too_long", most=LONGEST)))
            return
        await super()._on_key(event)

    def submit(self) -> None:
        """Hand over what has been typed."""
        text = self.text
        if not self.many_lines:
            self.text = ""
        if text.strip():
            self._last = text
        self.post_message(self.Submitted(text))

    async def _on_paste(self, event: events.Paste) -> None:
        # What fits is pasted by the class above, whose own handler Textual calls next.
        if len(self.text) + len(event.text) > LONGEST:
            event.stop()
            event.prevent_default()
            self.post_message(self.Refused(say("tui.paste_too_long", most=LONGEST)))

    def action_delete_left(self) -> None:
        """Take away a character; of the spaces a line of a program begins with, a level."""
        if not (self.many_lines and take_level(self)):
            super().action_delete_left()

    def action_recall(self) -> None:
        """Put the last answer back into an empty box; else move up."""
        if not self.text and self._last:
            self.text = self._last
            self.move_cursor(self.document.end)
        else:
            self.action_cursor_up()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.post_message(self.Typing(self.text))
