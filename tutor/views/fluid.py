"""A picture that is drawn once for every width it gets."""

from __future__ import annotations

from collections.abc import Callable

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult


class Fluid:
    """Calls `draw` with the columns there are."""

    def __init__(self, draw: Callable[[int], RenderableType]) -> None:
        self._draw = draw
        self._drawn: dict[int, RenderableType] = {}

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        del console
        width = options.max_width
        if width not in self._drawn:
            self._drawn[width] = self._draw(width)
        yield self._drawn[width]
