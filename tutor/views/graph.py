"""The autograd graph as a rail: each node under the one that sends it its gradient.

A node with several ways in is drawn once, with a number; later ways in point back at it.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from tutor.display import show_line
from tutor.language import say
from tutor.records.views.graph import GraphNode, GraphRecord
from tutor.views.palette import Palette
from tutor.views.values import fitted, shape_text


def view(
    record: GraphRecord, *, width: int, height: int | None = None, palette: Palette
) -> RenderableType:
    """Return the rail, with shapes and gradients at the right where there is room."""
    del height
    of = show_line(record.of, columns=40)
    if record.reason:
        key = f"views.graph_{record.reason.replace('-', '_')}"
        return Text(say(key, of=of), style=palette.support)
    rows = list(_rows(record, palette))
    column = min(max(cell_len(left.plain) for left, _ in rows) + 3, max(12, width - 24))
    text = Text("\n").join(_row(left, right, column, width, palette) for left, right in rows)
    if record.left_out:
        text.append(f"\n{say('views.graph_left_out', count=record.left_out)}", palette.support)
    if any(node.freed for node in record.nodes):
        text.append(f"\n{say('views.graph_freed')}", style=palette.support)
    return text


def _row(left: Text, right: str, column: int, width: int, palette: Palette) -> Text:
    room = width - column
    if not right or room < 8:
        return left
    gap = max(1, column - cell_len(left.plain))
    return left.append(" " * gap).append(fitted(right, room), style=palette.support)


def _rows(record: GraphRecord, palette: Palette) -> Iterator[tuple[Text, str]]:
    """Yield each line of the rail and what stands at its right, from the root down."""
    ways_in = [0] * len(record.nodes)
    for node in record.nodes:
        for place in node.next:
            ways_in[place] += 1
    numbers: dict[int, int] = {}
    waiting: list[tuple[int, str, str]] = [(0, "", "")]
    while waiting:
        place, lead, branch = waiting.pop()
        node = record.nodes[place]
        line = Text(lead + branch, style=palette.faint)
        if place in numbers:
            line.append("↑ ", style=palette.now).append_text(_name(node, palette))
            yield line.append(f" #{numbers[place]}", style=palette.now), ""
            continue
        line.append_text(_name(node, palette))
        if ways_in[place] > 1:
            numbers[place] = len(numbers) + 1
            line.append(f" #{numbers[place]}", style=palette.now)
        yield line, _aside(node)
        below = lead + {"": "", "├─": "│ ", "└─": "  "}[branch]
        last = len(node.next) - 1
        waiting += [
            (each, below, "└─" if number == last else "├─")
            for number, each in reversed(list(enumerate(node.next)))
        ]


def _name(node: GraphNode, palette: Palette) -> Text:
    if node.name != "AccumulateGrad":
        return Text(show_line(node.name, columns=40), style=palette.cool)
    name = show_line(node.leaf, columns=40) or "·"
    text = Text(name, style=palette.bold(palette.text))
    return text.append(" AccumulateGrad", style=palette.cool)


def _aside(node: GraphNode) -> str:
    if node.name == "AccumulateGrad":
        shape = shape_text(node.shape) if node.shape else ""
        return "  ".join(part for part in (shape, f".grad {show_line(node.grad)}") if part)
    return (
        say("views.graph_saved", saved=", ".join(map(show_line, node.saved))) if node.saved else ""
    )
