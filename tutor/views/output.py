"""What a program printed and what Python warned of, shown as it came."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from tutor.display import show, show_line
from tutor.language import say
from tutor.records.messages import Output, Warned
from tutor.views.advice import advice_view
from tutor.views.palette import Palette

FIRST_LINES, LAST_LINES = 200, 100
"""Lines that are shown of a longer text."""
MOST_COLUMNS = 2000


def view(
    record: Output | Warned, *, width: int, height: int | None = None, palette: Palette
) -> RenderableType:
    """Return printed text in the order it came; what went to stderr stands behind a bar."""
    del width, height
    if isinstance(record, Warned):
        return _warning(record, palette)
    text = show(_ends(record.text.rstrip("\n")), columns=MOST_COLUMNS)
    if record.stream == "stdout":
        return Text(text, style=palette.text)
    lines = [
        Text("│ ", style=palette.error).append(line, style=palette.text)
        for line in text.split("\n")
    ]
    return Text("\n").join(lines)


def _ends(text: str) -> str:
    """Return a text whose middle is left out where it has very many lines."""
    left_out = text.count("\n") + 1 - FIRST_LINES - LAST_LINES
    if left_out <= 0:
        return text
    first = text.split("\n", FIRST_LINES)[:FIRST_LINES]
    last = text.rsplit("\n", LAST_LINES)[1:]
    return "\n".join([*first, say("views.lines_left_out", count=left_out), *last])


def _warning(record: Warned, palette: Palette) -> RenderableType:
    where = say("views.at_line", line=record.line) if record.line is not None else ""
    text = Text().append("! ", style=palette.bold(palette.warm))
    text.append(f"{show_line(record.category)}{where}: ", style=palette.warm)
    text.append(show_line(record.message, columns=600), style=palette.text)
    advice = advice_view(record, palette)
    return text if advice is None else Group(text, advice)
