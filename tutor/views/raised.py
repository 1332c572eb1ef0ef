"""How a run ended: an exception with the learner's own lines, a stop, or a death."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text

from tutor.display import show, show_line
from tutor.language import say
from tutor.records.messages import Ended, Raised
from tutor.views.palette import Palette

MOST_FRAMES = 6


def view(
    record: Raised | Ended, *, width: int, height: int | None = None, palette: Palette
) -> RenderableType:
    """Return an exception in red with the lines that led to it, or one sentence for an ending."""
    del height
    if isinstance(record, Ended):
        return _ending(record, palette)
    text = Text(show_line(record.exception), style=palette.bold(palette.error))
    message = show(record.message.strip(), lines=12, columns=800)
    if message:
        text.append(f": {message}", style=palette.text)
    for frame in record.frames[-MOST_FRAMES:]:
        text.append(f"\n  {say('views.raised_line', line=frame.line)}", style=palette.support)
        if frame.function not in ("", "<module>"):
            name = show_line(frame.function, columns=60)
            text.append(say("views.raised_in", function=name), style=palette.support)
        source = show_line(frame.source.strip(), columns=max(20, width - 6))
        text.append(f"\n    {source}", style=palette.text)
        if record.column and frame is record.frames[-1]:
            lead = len(frame.source) - len(frame.source.lstrip())
            text.append(f"\n    {' ' * max(0, record.column - 1 - lead)}^", style=palette.error)
    return text


def _ending(ended: Ended, palette: Palette) -> Text:
    seconds = f"{ended.elapsed_ms / 1000:.1f}"
    elapsed = f"{ended.elapsed_ms:.0f} ms" if ended.elapsed_ms < 1000 else f"{seconds} s"
    detail = show_line(ended.detail, columns=200)
    key = f"views.ended_{ended.kind.replace('-', '_')}"
    if ended.kind == "stopped" and ended.detail == "output":
        key = "views.ended_flooded"
    style = palette.support if ended.kind in ("finished", "raised") else palette.warm
    text = Text(say(key, elapsed=elapsed, detail=detail), style=style)
    if ended.dropped:
        text.append(f"\n{say('views.dropped', bytes=ended.dropped)}", style=palette.support)
    return text
