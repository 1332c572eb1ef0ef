"""A graph that can be stepped through: marks to click, the rail at one moment, and what happens.

A mark carries what it does as the `step` of its style's meta; whoever shows it acts on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.style import Style
from rich.text import Text

from tutor.language import say
from tutor.records.views.graph import GraphRecord
from tutor.views.graph import NOW, rail_rows
from tutor.views.hanging import hanging
from tutor.views.moment import Moment, moment, place_of
from tutor.views.palette import Palette
from tutor.views.trace import pass_line, step_line

LABELLED = 46
"""Columns from which every mark has its word."""
NARROW = 32
"""Columns below which the marks stand close together."""
LOWEST = 10
"""Rows a rail gets at least."""


@dataclass(frozen=True, slots=True)
class Stepped:
    """A graph to be stepped through, at one position; None is after the run."""

    record: GraphRecord
    at: int | None = None
    playing: bool = False
    has_marks: bool = True
    """Whether there is something to click with: a line-by-line face has none."""


def view(
    record: Stepped, *, width: int, height: int | None = None, palette: Palette
) -> RenderableType:
    """Return the marks, the rail (as much of it as there are rows for), and the present step."""
    graph, at = record.record, record.at
    now = moment(graph, at)
    where = _where(graph, at, palette)
    head = controls(record.playing, width, palette)
    if not record.has_marks:
        rows = hanging(where, width, 2)
    elif cell_len(head.plain) + cell_len(where.plain) + 3 <= width:
        rows = [head.append("   ").append_text(where)]
    else:
        rows = [head, *hanging(where, width, 2)]
    rail = rail_rows(now, width, palette, marked=True)
    if now.number is not None:
        rail = _window(rail, max(LOWEST, height or 0), palette)
    said = _said(graph, now, palette)
    below = () if said is None else (Text(""), *hanging(said, width, 2))
    return Group(*rows, *rail, *below)


def controls(playing: bool, width: int, palette: Palette) -> Text:
    """Return the marks that move through the passes; each carries its meaning for a click."""
    text = Text(no_wrap=True)
    labelled, gap = width >= LABELLED, "   " if width >= NARROW else " "
    for mark, name, after in (
        ("«", "start", False),
        ("‹", "back", False),
        ("‖" if playing else "▷", "pause" if playing else "play", False),
        ("›", "forward", True),
        ("»", "end", True),
    ):
        act = "play" if name == "pause" else name
        style = Style.parse(palette.bold(palette.warm)) + Style(meta={"step": act})
        label = say(f"views.graph_act_{name}") if labelled or act == "play" else ""
        shown = f"{label} {mark}" if after else f"{mark} {label}"
        text.append(gap if text.plain else "").append(shown.strip(), style=style)
    return text


def _where(record: GraphRecord, at: int | None, palette: Palette) -> Text:
    steps = sum(len(each.steps) for each in record.passes)
    if at is None:
        key = "views.graph_after" if len(record.passes) == 1 else "views.graph_after_passes"
        said = say(key, passes=len(record.passes) + record.left_out, steps=steps)
        return Text(said, style=palette.support)
    number, step = place_of(record, at)
    said = say(
        "views.graph_where" if len(record.passes) > 1 else "views.graph_where_step",
        number=number + 1,
        passes=len(record.passes),
        step=step,
        steps=len(record.passes[number].steps),
    )
    return Text(said, style=palette.now)


def _said(record: GraphRecord, now: Moment, palette: Palette) -> Text | None:
    if now.number is None:
        return None
    if now.step == 0:
        return pass_line(record, now.number, palette)
    return Text(NOW, style=palette.now).append_text(
        step_line(record, now.number, now.step, palette)
    )


def _window(rows: Sequence[Text], height: int, palette: Palette) -> list[Text]:
    """Return the rows around the present node where there are too many to see all."""
    if len(rows) <= height + 2:
        return list(rows)
    at = next((n for n, row in enumerate(rows) if row.plain.startswith(NOW)), 0)
    first = min(max(0, at - height // 2), len(rows) - height)
    shown = list(rows[first : first + height])
    above = Text(say("views.graph_above", count=first), style=palette.support)
    below = Text(say("views.graph_below", count=len(rows) - first - height), style=palette.support)
    return [above, *shown, below]
