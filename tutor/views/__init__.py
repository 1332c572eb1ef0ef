"""Views: from records to Rich renderables, the same for the app, plain mode and `tutor run`.

`view` finds the function that draws a record by its class; a new kind of record adds one line to
`_VIEWS`. Every foreign string in a record passes `tutor.display` and stands in a `Text`, never in
markup.
"""

from __future__ import annotations

import importlib

from rich.console import RenderableType

from tutor.views.guarded import Guarded
from tutor.views.palette import DARK, Palette

_VIEWS = {
    "GraphRecord": "graph",
    "Stepped": "stepped",
    "SeriesRecord": "series",
    "ReadSeries": "series",
    "TensorRecord": "tensor",
    "TimelineRecord": "timeline",
    "ShapesRecord": "shapes",
    "BatchesRecord": "batches",
    "BroadcastRecord": "broadcast",
    "MemoryRecord": "memory",
    "ModulesRecord": "modules",
    "VariablesRecord": "variables",
    "PaddingRecord": "padding",
    "LoadingRecord": "loading",
    "Output": "output",
    "Warned": "output",
    "Raised": "raised",
    "Ended": "raised",
}
"""Class of a record → the module here whose `view` draws it."""


def view(
    record: object, *, width: int, height: int | None = None, palette: Palette = DARK
) -> RenderableType:
    """Return the picture of `record`, at most `width` columns wide.

    `height` is how many rows there are to fill; None means as many as it takes. What cannot be
    drawn is a sentence.
    """
    return Guarded(lambda: draw(record, width=width, height=height, palette=palette))


def draw(
    record: object, *, width: int, height: int | None = None, palette: Palette = DARK
) -> RenderableType:
    """Return the same, and raise what drawing it raises: TypeError for what is no record."""
    module = _VIEWS.get(type(record).__name__)
    if module is None:
        raise TypeError(f"no view draws a {type(record).__name__}")
    function = importlib.import_module(f"tutor.views.{module}").view
    drawn: RenderableType = function(record, width=max(20, width), height=height, palette=palette)
    return drawn
