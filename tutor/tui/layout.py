"""How the parts of a story stand: behind a mark, behind letters."""

from __future__ import annotations

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from tutor.views.palette import Palette
from tutor.views.prose import Prose


class Hanging:
    """A renderable behind a mark; its further lines stand under its first."""

    def __init__(self, mark: Text, body: RenderableType) -> None:
        self._mark = mark
        self._body = body

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        del console, options
        grid = Table.grid(padding=0)
        grid.add_column(width=cell_len(self._mark.plain), no_wrap=True)
        # Rich takes a space that no longer fits behind wide letters for text to be cut.
        grid.add_column(ratio=1, overflow="fold")
        grid.expand = True
        grid.add_row(self._mark, self._body)
        yield grid


def lettered(choices: tuple[tuple[str, str], ...], palette: Palette) -> list[RenderableType]:
    """Return the choices, each behind its letter, as one part; no part where there are none."""
    if not choices:
        return []
    rows = [
        Hanging(Text(f"{letter}  ", style=palette.bold(palette.warm)), Prose(text, palette))
        for letter, text in choices
    ]
    return [Group(*rows)]
