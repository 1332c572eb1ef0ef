"""Lines that go on under their own text rather than under what leads it."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

_CONSOLE = Console(width=80, color_system=None, markup=False, highlight=False)


def hanging(text: Text, width: int, indent: int) -> list[Text]:
    """Return `text` wrapped to `width` columns, further lines indented by `indent`."""
    lines = list(text.wrap(_CONSOLE, max(8, width)))
    if len(lines) == 1:
        return lines
    first = lines[0].plain
    rest = text[len(first) :]
    start = len(rest.plain) - len(rest.plain.lstrip())
    further = rest[start:].wrap(_CONSOLE, max(8, width - indent))
    return [lines[0], *(Text(" " * indent).append_text(line) for line in further)]
