"""Text cut to the columns there are; light enough for the first screen."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size


def fitted(text: str, width: int) -> str:
    """Return `text` cut to `width` columns, wide characters counted as two."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(1, width) - 1).rstrip() + "…"
