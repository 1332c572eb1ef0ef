"""The story and the lab, beside each other or stacked, and what of them is in sight."""

from __future__ import annotations

from textual.containers import Container, VerticalScroll
from textual.widget import Widget

LAST_WORD = 4
"""Rows at the end of the story that hold what was said last."""


class Sides(Container):
    """Scrolls the two sides of a lesson to what matters now."""

    @property
    def _story(self) -> VerticalScroll:
        return self.query_one("#story-side", VerticalScroll)

    def show_top(self) -> None:
        """Scroll to where a step begins."""
        self.scroll_home(animate=False)
        self._story.scroll_home(animate=False)

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
