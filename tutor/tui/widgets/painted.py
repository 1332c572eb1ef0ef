"""A widget that draws a Rich renderable for the width and the palette there are.

What is drawn is kept as lines: a picture of as many lines as the one before it is painted without
laying the screen out anew, and only the lines that differ are sent to the terminal.
"""

from __future__ import annotations

from collections.abc import Callable

from rich.console import RenderableType
from rich.measure import Measurement
from rich.segment import Segment
from rich.text import Text
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from tutor.tui.themes import palette_named
from tutor.views.palette import Palette

WIDEST = 1000
"""Columns no picture is wider than."""

Draw = Callable[[int, Palette], RenderableType]


def _nothing(width: int, palette: Palette) -> RenderableType:
    del width, palette
    return Text("")


class Painted(Widget):
    """Shows what `draw(width, palette)` returns; drawn anew when width or theme change.

    It takes no text, so that nothing foreign can be read as markup.
    """

    DEFAULT_CSS = "Painted { height: auto; }"

    def __init__(self, draw: Draw = _nothing, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)
        self._draw = draw
        self._lines: dict[int, list[Strip]] = {}
        """Width → the picture; laying out asks for more widths than the one that is shown."""

    def on_mount(self) -> None:
        self.watch(self.app, "theme", self.repaint, init=False)
        self.repaint()

    def paint(self, draw: Draw) -> None:
        """Show another picture."""
        self._draw = draw
        if self.is_mounted:
            self.repaint()

    @property
    def app_palette(self) -> Palette:
        """Return the palette of the theme in use."""
        return palette_named(self.app.theme)

    def repaint(self) -> None:
        """Draw again what is shown; the screen is laid out anew only where its size changes."""
        width = self.content_size.width
        before = self._lines.get(width)
        self._lines.clear()
        if not self.display:
            return  # it is laid out when it is shown again
        if before is None or (self.styles.is_auto_width and self._natural(WIDEST) != width):
            self.refresh(layout=True)
            return
        lines = self._drawn(width)
        if len(lines) != len(before):
            self.refresh(layout=True)
            return
        rows = [y for y, pair in enumerate(zip(lines, before, strict=True)) if pair[0] != pair[1]]
        if rows:
            self.refresh(*(Region(0, y, width, 1) for y in rows))

    def _drawn(self, width: int) -> list[Strip]:
        """Return the picture as lines of `width` columns at most."""
        lines = self._lines.get(width)
        if lines is None:
            options = self.app.console_options.update(width=width, height=None, highlight=False)
            segments = self.app.console.render(self._draw(width, self.app_palette), options)
            cut = Segment.split_and_crop_lines(segments, width, include_new_lines=False, pad=False)
            lines = self._lines[width] = [Strip(line) for line in cut]
        return lines

    def _natural(self, most: int) -> int:
        """Return the columns the picture takes where it is as wide as its text."""
        options = self.app.console_options.update(max_width=most, highlight=False)
        return Measurement.get(
            self.app.console, options, self._draw(most, self.app_palette)
        ).maximum

    def get_content_width(self, container: Size, viewport: Size) -> int:
        del viewport
        return self._natural(container.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        del container, viewport
        return len(self._drawn(width)) if width else 0

    def render_line(self, y: int) -> Strip:
        width, style = self.content_size.width, self.visual_style.rich_style
        lines = self._drawn(width)
        if y >= len(lines):
            return Strip.blank(width, style)
        return lines[y].apply_style(style).extend_cell_length(width, style)
