"""The autograd graph as a rail, with its backward passes as a trace below.

The words beside a node say what its colour and its mark say: what came to it, what it has saved,
what was freed, what `.grad` holds.
"""

from __future__ import annotations

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from tutor.display import show_line
from tutor.language import say
from tutor.records.views.graph import GraphRecord
from tutor.views.fitting import fitted
from tutor.views.hanging import hanging
from tutor.views.moment import Moment, moment
from tutor.views.palette import Palette
from tutor.views.rail import RailLine, rail
from tutor.views.trace import node_name, trace
from tutor.views.values import shape_text

NOW, RAN = "▸ ", "• "
ASIDE, NARROW_ASIDE = 24, 18
"""Columns that what stands beside the nodes gets at least: with whole names, with short ones."""


def view(
    record: GraphRecord, *, width: int, height: int | None = None, palette: Palette
) -> RenderableType:
    """Return the rail as it stands after the run, and the trace of its passes."""
    del height
    if record.reason:
        key = f"views.graph_{record.reason.replace('-', '_')}"
        return Text(say(key, of=show_line(record.of, columns=40)), style=palette.support)
    lines = rail_rows(moment(record, None), width, palette)
    for note in _notes(record, palette):
        lines += hanging(note, width, 2)
    if record.passes:
        lines += [Text(""), *trace(record, width, palette)]
    if record.left_out:
        more = Text(say("views.graph_more_passes", count=record.left_out), palette.support)
        lines += hanging(more, width, 2)
    return Text("\n").join(lines)


def _notes(record: GraphRecord, palette: Palette) -> list[Text]:
    notes = []
    if record.freed:
        notes.append(Text(say("views.graph_freed"), style=palette.support))
    if record.changed:
        notes.append(Text(say("views.graph_changed"), style=palette.support))
    return notes


def rail_rows(now: Moment, width: int, palette: Palette, *, marked: bool = False) -> list[Text]:
    """Return the rail at one moment, with what stands beside each node, in a column of its own."""
    graph = now.graph
    lines = rail(graph, max(8, width // 3))
    left = [_left(line, now, palette, marked=marked, brief=False) for line in lines]
    room = width - ASIDE
    if max(map(_cells, left), default=0) + 2 > room:
        left = [_left(line, now, palette, marked=marked, brief=True) for line in lines]
        room = width - NARROW_ASIDE
    column = min(max(map(_cells, left), default=0) + 3, max(12, room))
    rows = [
        _row(text, _aside(line, now, palette), column, width)
        for text, line in zip(left, lines, strict=True)
    ]
    if graph.left_out:
        more = Text(say("views.graph_left_out", count=graph.left_out), palette.support)
        rows += hanging(more, width, 2)
    return rows


def _left(line: RailLine, now: Moment, palette: Palette, *, marked: bool, brief: bool) -> Text:
    text = Text(no_wrap=True)
    is_now = now.current == line.place and not line.again
    if marked:
        ran = line.place in now.ran and not line.again
        text.append(
            NOW if is_now else RAN if ran else "  ", palette.now if is_now else palette.cool
        )
    text.append(line.lead, style=palette.faint)
    if line.again:
        text.append("↑ ", style=palette.now)
    name = node_name(now.graph, line.place, palette, short=True)
    if brief and now.graph.nodes[line.place].variable:
        name = name[: len(name) - len(" AccumulateGrad")] if _is_leaf(now, line.place) else name
    if is_now:
        name.stylize(palette.bold(palette.now))
    text.append_text(name)
    return text if line.number is None else text.append(f" #{line.number}", style=palette.now)


def _row(left: Text, right: Text, column: int, width: int) -> Text:
    gap = max(1, column - _cells(left))
    room = width - _cells(left) - gap
    if not right or room < 4:
        return left
    return left.append(" " * gap).append(fitted(right.plain, room), style=right.style)


def _aside(line: RailLine, now: Moment, palette: Palette) -> Text:
    """Return what is known of a node: the gradient that came, `.grad`, what it has saved."""
    place = line.place
    if line.again:
        return Text("")
    node = now.graph.nodes[place]
    parts = []
    if place in now.ran and not _is_leaf(now, place):
        parts.append(f"grad {', '.join(map(show_line, now.ran[place].given))}")
    if place in now.grads:
        parts.append(f".grad {_grad(place, now)}")
    if node.shape and now.grads.get(place, "")[:1] != "(":
        parts.append(shape_text(node.shape))
    if place in now.freed:
        parts.append(say("views.graph_is_freed"))
    elif place in now.changed:
        parts.append(say("views.graph_is_changed"))
    elif node.saved and place not in now.ran:
        saved = ", ".join(map(show_line, node.saved))
        parts.append(say("views.graph_saved", saved=saved))
    style = palette.text if place in now.ran else palette.support
    return Text("  ".join(parts), style=palette.now if place == now.current else style)


def _grad(place: int, now: Moment) -> str:
    """Return `.grad` of a leaf; while its node runs also what it was before, if there was one."""
    grad = show_line(now.grads[place])
    before = show_line(now.before.get(place, "None"))
    if place != now.current or before == "None":
        return grad
    return f"+= {grad}" if before[:1] == "(" else f"{before} → {grad}"


def _is_leaf(now: Moment, place: int) -> bool:
    return now.graph.nodes[place].name == "AccumulateGrad"


def _cells(text: Text) -> int:
    return cell_len(text.plain)
