"""The story and the lab, beside each other or stacked, and what of them is in sight."""

from __future__ import annotations

from textual.containers import Container, VerticalScroll
from textual.widget import Widget

from tutor.tui.widgets.controls import Chip
from tutor.tui.widgets.lab import Cause, Lab

LAST_WORD = 4
"""Rows at the end of the story that hold what was said last."""
LEAST_SEEN = 10
"""Rows of what a run did, its head counted, that are to be seen without scrolling."""


class Sides(Container):
    """Scrolls the two sides of a lesson to what matters now."""

    @property
    def _story(self) -> VerticalScroll:
        return self.query_one("#story-side", VerticalScroll)

    def show_top(self) -> None:
        """Scroll to where a step begins."""
        self.scroll_home(animate=False)
        self._story.scroll_home(animate=False)

    def show_last_word_laid_out(self) -> None:
        """Show the last word now, and again once it has its place: layout can come a turn later."""
        self.show_last_word()
        self.call_after_refresh(self.show_last_word)

    def show_last_word(self) -> None:
        """Scroll to the end of the story; where the sides are stacked, only if need be."""
        self._story.scroll_end(animate=False)
        end = self._story.virtual_region.bottom
        above = end - LAST_WORD < self.scroll_offset.y
        if above or end > self.scroll_offset.y + self.size.height:
            self.scroll_to(y=max(0, end - self.size.height), animate=False)

    def show_from(self, widget: Widget) -> None:
        """Put `widget` at the top."""
        self.scroll_to_widget(widget, top=True, animate=False)

    def show_run(self, lab: Lab, cause: Cause) -> None:
        """Bring what a run did into sight, below what brought it about; fold the program for it."""
        if not self._fits(lab, cause):
            lab.source.program.make_room()
            self.call_after_refresh(self._scroll_to_run, lab, cause)
        else:
            self._scroll_to_run(lab, cause)

    def _fits(self, lab: Lab, cause: Cause) -> bool:
        first, end = self._wanted(lab, cause)
        return end - first <= self._scroller(lab).size.height

    def _scroll_to_run(self, lab: Lab, cause: Cause) -> None:
        scroller = self._scroller(lab)
        first, end = self._wanted(lab, cause)
        at, height = scroller.scroll_offset.y, scroller.size.height
        if first < at or end > at + height:
            # A control with the focus is not to jump away, whatever else there is no room for.
            most = first if isinstance(self.screen.focused, Chip) else end
            scroller.scroll_to(y=min(most, max(min(first, end), end - height)), animate=False)

    def _wanted(self, lab: Lab, cause: Cause) -> tuple[int, int]:
        """Return the rows that are to be seen, as the first and the one behind the last."""
        scroller = self._scroller(lab)
        result = lab.stage
        end = self._row(result, scroller) + min(result.size.height, LEAST_SEEN)
        if scroller is self and cause == "told":
            return self._row(lab, scroller) - LAST_WORD, end
        return self._row(lab.top, scroller), end

    def _scroller(self, lab: Lab) -> Widget:
        return self if self.screen.has_class("-narrow") else lab

    def _row(self, widget: Widget, scroller: Widget) -> int:
        return widget.region.y - scroller.region.y + scroller.scroll_offset.y
