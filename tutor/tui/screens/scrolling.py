"""The keys of reading: they scroll a side, or all of it where stacked, and turn the pictures."""

from __future__ import annotations

from textual.widget import Widget

from tutor.tui.screens.roomy import Roomy
from tutor.tui.widgets.stage import Stage
from tutor.views.stepping import Move


class Scrolling(Roomy):
    """A screen whose `#body` holds two sides; the first is scrolled unless the other has focus."""

    SIDES = ("story-side", "lab")

    def scroller(self) -> Widget:
        """Return what the keys scroll now."""
        if self.has_class("-narrow"):
            return self.query_one("#body")
        first, second = (self.query_one(f"#{name}") for name in self.SIDES)
        focused = self.focused
        return second if focused is not None and second in focused.ancestors else first

    def action_scroll(self, rows: int) -> None:
        self.scroller().scroll_relative(y=rows, animate=False)

    def action_page(self, pages: int) -> None:
        scroller = self.scroller()
        scroller.scroll_relative(y=pages * max(1, scroller.size.height - 2), animate=False)

    def action_scroll_top(self) -> None:
        self.scroller().scroll_home(animate=False)

    def action_scroll_bottom(self) -> None:
        self.scroller().scroll_end(animate=False)

    def action_graph(self, to: Move) -> None:
        self.query_one(Stage).move(to)

    def action_read(self, by: int, far: bool = False) -> None:
        self.query_one(Stage).read(by, far)
