"""The question before a course of somebody else runs where its programs cannot be shut in."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from rich.console import RenderableType
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from tutor.display import show_line
from tutor.language import say
from tutor.records.isolation import Isolation
from tutor.tui.keys import TRUST, Key, bindings
from tutor.tui.widgets.key_line import KeyLine
from tutor.tui.widgets.painted import Painted
from tutor.views.isolation import isolation_words
from tutor.views.palette import Palette


class TrustScreen(ModalScreen[bool]):
    """Asks for a plain yes; anything but its own key is a no."""

    BINDINGS = bindings(TRUST)
    KEY_TABLE: ClassVar[tuple[Key, ...]] = TRUST
    HELP_TABLE = "home"

    def __init__(self, folder: Path, isolation: Isolation) -> None:
        super().__init__()
        self._folder = folder
        self._isolation = isolation

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="overlay", can_focus=False):
            yield Painted(self._question, id="trust-question")
            yield KeyLine(id="overlay-keys")

    def on_mount(self) -> None:
        self.query_one(KeyLine).show_keys(TRUST)

    def _question(self, width: int, palette: Palette) -> RenderableType:
        del width
        text = Text().append(say("runner.trust_title"), style=palette.bold(palette.now))
        text.append(f"\n{show_line(str(self._folder), columns=200)}", style=palette.support)
        text.append(f"\n\n{isolation_words(self._isolation.level)}", style=palette.warm)
        if self._isolation.why:
            why = show_line(self._isolation.why, columns=200)
            text.append(f" ({why})", style=palette.support)
        text.append(f"\n\n{say('runner.trust_means')}", style=palette.text)
        return text.append(f"\n\n{say('runner.trust_ask')}", style=palette.bold(palette.text))

    def action_say(self, yes: str) -> None:
        self.dismiss(yes == "yes")
