"""A widget that draws a Rich renderable for the width and the palette there are."""

from __future__ import annotations

from collections.abc import Callable

from rich.console import RenderableType
from rich.text import Text
from textual.widgets import Static

from tutor.tui.themes import palette_named
from tutor.views.fluid import Fluid
from tutor.views.palette import Palette

Draw = Callable[[int, Palette], RenderableType]


def _nothing(width: int, palette: Palette) -> RenderableType:
    del width, palette
    return Text("")


class Painted(Static):
    """Shows what `draw(width, palette)` returns; drawn anew when width or theme change.

    One of a fixed size is drawn again without laying the whole screen out anew. It takes no text,
    so that nothing foreign can be read as markup.
    """

    fixed_size = False

    def __init__(self, draw: Draw = _nothing, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__("", id=id, markup=False)
        self._draw = draw

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
        """Draw again what is shown."""
        palette = self.app_palette
        draw = self._draw
        self.update(Fluid(lambda width: draw(width, palette)), layout=not self.fixed_size)
