"""A picture of what a run sent, or a sentence where what it sent does not fit together.

A program can write to the pipe of its own records, so a record of the right types may still name a
node that is not there. Drawing it must not end the tutor.
"""

from __future__ import annotations

from collections.abc import Callable

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.measure import Measurement
from rich.text import Text

from tutor.language import say


class Guarded:
    """Draws what `draw` returns, when it is drawn."""

    def __init__(self, draw: Callable[[], RenderableType]) -> None:
        try:
            self._drawn = draw()
        except Exception:  # noqa: BLE001 (a forged record may raise anything)
            self._drawn = refusal()

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        try:
            drawn = list(console.render(self._drawn, options))
        except Exception:  # noqa: BLE001 (a forged record may raise anything)
            drawn = list(console.render(refusal(), options))
        yield from drawn

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        try:
            return Measurement.get(console, options, self._drawn)
        except Exception:  # noqa: BLE001 (a forged record may raise anything)
            return Measurement(1, options.max_width)


def refusal() -> Text:
    """Return what stands in the place of a picture that cannot be drawn."""
    return Text(say("views.not_drawn"))
