"""A screen that says so where the window is too small for it, and is as before once it is not."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from rich.console import RenderableType
from rich.text import Text
from textual import events
from textual.widget import Widget

from tutor.language import say
from tutor.tui.screens.ready import Ready

STYLES = Path(__file__).parents[1] / "screens.tcss"
"""How every screen but home looks; read when the first of them is shown, or in an idle moment."""

FEWEST_COLUMNS, FEWEST_ROWS = 36, 9
"""The smallest window that pictures and questions can be read in."""


class Roomy(Ready[None]):
    """Hides everything but one sentence where there is no room."""

    CSS_PATH: ClassVar[Path | None] = STYLES
    _focused_before: Widget | None = None

    def on_resize(self, event: events.Resize) -> None:
        is_small = event.size.width < FEWEST_COLUMNS or event.size.height < FEWEST_ROWS
        if is_small == self.has_class("-too-small"):
            return
        if is_small:
            self._focused_before = self.focused
        self.set_class(is_small, "-too-small")
        if not is_small:
            self.call_after_refresh(self._focus_again)

    def _focus_again(self) -> None:
        before, self._focused_before = self._focused_before, None
        if before is not None and before.is_attached and self.focused is None:
            self.set_focus(before)

    def render(self) -> RenderableType:
        if self.has_class("-too-small"):
            return Text(say("tui.too_small", columns=FEWEST_COLUMNS, rows=FEWEST_ROWS))
        return super().render()
