"""Hook events as a list in the order they ran, modules in one column and phases in another."""

from __future__ import annotations

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from tutor.display import show_line
from tutor.language import say
from tutor.records.views.timeline import TimelineEvent, TimelineRecord
from tutor.views.palette import Palette
from tutor.views.values import fitted

_FORWARD, _BACKWARD = "↓", "↑"
_ARROWS = {
    "forward-pre": _FORWARD,
    "forward": _FORWARD,
    "forward-hook": _FORWARD,
    "backward-pre": _BACKWARD,
    "backward-hook": _BACKWARD,
    "tensor-hook": _BACKWARD,
    "accumulated": _BACKWARD,
    "step-pre": "·",
    "step-post": "·",
}
MOST_ROWS = 60


def view(
    record: TimelineRecord, *, width: int, height: int | None = None, palette: Palette
) -> RenderableType:
    """Return one row an event: its number, direction, owner, phase, hook and shapes."""
    del height
    if not record.events:
        return Text(say("views.timeline_empty"), style=palette.support)
    shown = record.events[:MOST_ROWS]
    owners = max(cell_len(_owner(event)) for event in shown)
    phases = max(cell_len(_phase(event)) for event in shown)
    hooks = max(cell_len(show_line(event.hook)) for event in shown)
    columns = (min(owners, max(8, width // 4)), min(phases, 24), min(hooks, max(0, width // 4)))
    rows = [_row(n, event, columns, width, palette) for n, event in enumerate(shown, start=1)]
    left_out = record.left_out + len(record.events) - len(shown)
    if left_out:
        rows.append(Text(say("views.timeline_left_out", count=left_out), style=palette.support))
    return Text("\n").join(rows)


def _row(
    number: int,
    event: TimelineEvent,
    columns: tuple[int, int, int],
    width: int,
    palette: Palette,
) -> Text:
    owner, phase, hook = columns
    arrow = _ARROWS.get(event.phase, "·")
    is_hook = event.phase != "forward"
    text = Text(f"{number:>3} ", style=palette.faint)
    text.append(f"{arrow} ", style=palette.now if arrow == _BACKWARD else palette.cool)
    text.append(_padded(_owner(event), owner), style=palette.bold(palette.text) if is_hook else "")
    text.append("  ").append(
        _padded(_phase(event), phase), style=palette.cool if is_hook else palette.support
    )
    if hook:
        text.append("  ").append(_padded(show_line(event.hook), hook), style=palette.warm)
    room = width - cell_len(text.plain) - 2
    shapes = ", ".join(map(show_line, event.given))
    if event.replaced:
        shapes = f"{shapes} {say('views.timeline_replaced')}".strip()
    if shapes and room >= 6:
        text.append("  ").append(fitted(shapes, room), style=palette.support)
    return text


def _owner(event: TimelineEvent) -> str:
    return show_line(event.owner, columns=40) or show_line(event.kind, columns=40)


def _phase(event: TimelineEvent) -> str:
    return say(f"views.timeline_{event.phase.replace('-', '_')}")


def _padded(text: str, width: int) -> str:
    text = fitted(text, max(1, width)) if width else ""
    return text + " " * (width - cell_len(text))
