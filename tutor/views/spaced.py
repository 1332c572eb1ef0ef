"""Parts of a picture one below the other, with air between them."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.text import Text


def spaced(parts: Iterable[RenderableType]) -> RenderableType:
    """Return the parts with one blank line between each two."""
    apart: list[RenderableType] = []
    for part in parts:
        apart += [part, Text("")]
    return Group(*apart[:-1])
