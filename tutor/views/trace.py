"""Backward passes as a numbered trace: one line a node that ran, with what came and where it went.

It says in words what stepping through the graph shows.
"""

from __future__ import annotations

from rich.text import Text

from tutor.display import show_line
from tutor.language import say
from tutor.records.views.graph import Graph, GraphPass, GraphRecord, GraphStep
from tutor.views.hanging import hanging
from tutor.views.palette import Palette

MOST_LINES = 120
"""Steps a trace names; of more the rest are counted."""


def trace(record: GraphRecord, width: int, palette: Palette) -> list[Text]:
    """Return the lines of all passes."""
    lines: list[Text] = []
    left = MOST_LINES
    for number, each in enumerate(record.passes):
        lines += hanging(pass_line(record, number, palette), width, 2)
        digits = len(str(len(each.steps)))
        for step in range(1, min(left, len(each.steps)) + 1):
            lead = Text(f"  {step:>{digits}}  ", style=palette.support)
            said = step_line(record, number, step, palette)
            lines += hanging(lead.append_text(said), width, digits + 4)
        if len(each.steps) > left:
            count = len(each.steps) - left
            lines.append(Text(say("views.graph_more_steps", count=count), palette.support))
        left = max(0, left - len(each.steps))
    return lines


def pass_line(record: GraphRecord, number: int, palette: Palette) -> Text:
    """Return which pass it is, from where it began, and what `.grad` holds before it."""
    each = record.passes[number]
    root = show_line(each.root, columns=40)
    call = "backward" if each.call == "backward" else "torch.autograd.grad"
    text = Text().append(say("views.graph_from", call=call, root=root) if root else call)
    if len(record.passes) > 1:
        text.append(f"  {say('views.graph_pass', number=number + 1)}", style=palette.now)
    if each.grads:
        nodes = record.graphs[each.graph]
        text.append("  ").append_text(_grads(each.grads, nodes, palette))
    if each.raised and not each.steps:
        text.append_text(_raised(each, palette))
    return text


def step_line(record: GraphRecord, number: int, step: int, palette: Palette) -> Text:
    """Return what one node was given, and what came of it; steps count from 1."""
    each = record.passes[number]
    graph = record.graphs[each.graph]
    taken = each.steps[step - 1]
    text = node_name(graph, taken.node, palette, short=False)
    text.append("  ").append_text(came(each, step, palette))
    if taken.sent:
        text.append("  → ", style=palette.faint)
        text.append_text(_join([_sent(graph, pair, palette) for pair in taken.sent], palette))
    if taken.grad:
        text.append("  → ", style=palette.faint)
        text.append_text(grad_change(graph, each, step, palette))
    if step == len(each.steps):
        if each.raised:
            text.append_text(_raised(each, palette))
        for name, gradient in each.returned:
            shown = show_line(name or "·", columns=40)
            text.append(f"  {say('views.graph_returned', of=shown)} ", style=palette.support)
            text.append(show_line(gradient), style=palette.bold(palette.warm))
    return text


def came(each: GraphPass, step: int, palette: Palette) -> Text:
    """Return the gradient that came to the node of a step: its parts, where they were added up."""
    taken = each.steps[step - 1]
    text = Text("grad ", style=palette.support)
    given = ", ".join(map(show_line, taken.given))
    parts = _parts(each, step)
    total = _sum(parts)
    if len(taken.given) == 1 and len(parts) == 1 and parts[0] != given and parts[0][:1] != "(":
        text.append(f"{show_line(parts[0])} ⇒ ", style=palette.support)
        text.append(given, style=palette.bold(palette.warm))
        return text.append(f" {say('views.graph_hooked')}", style=palette.support)
    if len(parts) > 1 and total is not None and len(taken.given) == 1:
        text.append(" + ".join(map(show_line, parts)), style=palette.text)
        own = _number(given)
        if own is not None and abs(own - total) > 2e-3 * max(1e-9, abs(total)):
            text.append(" ⇒ ", style=palette.support)
            text.append(given, style=palette.bold(palette.warm))
            return text.append(f" {say('views.graph_hooked')}", style=palette.support)
        text.append(" = ", style=palette.support)
    return text.append(given, style=palette.bold(palette.warm))


def grad_change(graph: Graph, each: GraphPass, step: int, palette: Palette) -> Text:
    """Return `.grad` of the step's leaf: before and after, or that it was added to."""
    taken = each.steps[step - 1]
    variable = show_line(graph.nodes[taken.node].variable, columns=40)
    text = Text(f"{variable}.grad ", style=palette.support)
    before = dict(each.grads).get(taken.node, "None")
    if before[:1] == "(":
        text.append("+= ", style=palette.text)
    elif before != "None":
        text.append(f"{show_line(before)} → ", style=palette.text)
    return text.append(show_line(taken.grad), style=palette.bold(palette.warm))


def node_name(graph: Graph, place: int, palette: Palette, *, short: bool) -> Text:
    """Return a node by the variable that goes with it and its class; `short` drops Backward0."""
    node = graph.nodes[place]
    name = show_line(node.name, columns=40)
    if short:
        name = name.rstrip("0123456789").removesuffix("Backward") or name
    if not node.variable:
        return Text(name, style=palette.cool)
    text = Text().append(show_line(node.variable, columns=40), palette.bold(palette.text))
    return text.append(f" {name}", style=palette.cool)


def _parts(each: GraphPass, step: int) -> list[str]:
    """Return what the steps before sent to the node of a step, in that order."""
    place = each.steps[step - 1].node
    earlier: tuple[GraphStep, ...] = each.steps[: step - 1]
    return [text for taken in earlier for to, text in taken.sent if to == place and text != "None"]


def _sum(parts: list[str]) -> float | None:
    numbers = [_number(part) for part in parts]
    return None if None in numbers else sum(number for number in numbers if number is not None)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _sent(graph: Graph, pair: tuple[int, str], palette: Palette) -> Text:
    place, gradient = pair
    node = graph.nodes[place]
    is_leaf = node.name == "AccumulateGrad" and bool(node.variable)
    name = Text(show_line(node.variable, columns=40)) if is_leaf else node_name(
        graph, place, palette, short=True
    )  # fmt: skip
    return name.append(" ").append(show_line(gradient), style=palette.text)


def _grads(pairs: tuple[tuple[int, str], ...], graph: Graph, palette: Palette) -> Text:
    """Return `.grad` of the first few leaves before a pass."""
    shown = [
        Text(f"{show_line(graph.nodes[place].variable or '·', columns=40)}.grad ").append(
            show_line(gradient), style=palette.text
        )
        for place, gradient in pairs[:6]
    ]
    text = Text(f"{say('views.graph_before')} ", style=palette.support)
    text.append_text(_join(shown, palette))
    return text.append(" …" if len(pairs) > len(shown) else "")


def _join(parts: list[Text], palette: Palette) -> Text:
    text = Text(style=palette.support)
    for part in parts:
        text.append(", " if text.plain else "").append_text(part)
    return text


def _raised(each: GraphPass, palette: Palette) -> Text:
    said = say("views.graph_raised", exception=show_line(each.raised, columns=40))
    return Text(f"  {said}", style=palette.bold(palette.error))
