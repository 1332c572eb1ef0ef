"""A graph at one moment of its backward passes: which node runs, what has come, what is freed.

Positions count through all passes: each pass has one for the moment before its first node, then
one a node that ran.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tutor.records.views.graph import Graph, GraphPass, GraphRecord, GraphStep


@dataclass(frozen=True, slots=True)
class Moment:
    """What is so at one position, or after the run."""

    graph: Graph
    grads: Mapping[int, str]
    """Position → `.grad` now."""
    freed: frozenset[int]
    changed: frozenset[int]
    number: int | None = None
    """Index of the pass; None after the run."""
    step: int = 0
    """Nodes of the pass that have run, the present one counted."""
    ran: Mapping[int, GraphStep] = field(default_factory=dict)

    before: Mapping[int, str] = field(default_factory=dict)
    """Position → `.grad` before the pass."""

    @property
    def current(self) -> int | None:
        """Return the node that runs now."""
        return next(reversed(tuple(self.ran)), None)


def positions(record: GraphRecord) -> int:
    """Return how many positions there are; 0 where no backward pass ran."""
    return sum(1 + len(each.steps) for each in record.passes)


def place_of(record: GraphRecord, at: int) -> tuple[int, int]:
    """Return the pass a position is in, and how many of its nodes have run by then."""
    for number, each in enumerate(record.passes):
        if at <= len(each.steps):
            return number, at
        at -= 1 + len(each.steps)
    last = len(record.passes) - 1
    return last, len(record.passes[last].steps)


def moment(record: GraphRecord, at: int | None) -> Moment:
    """Return how the graph stands at a position; None is after the run."""
    if at is None or not record.passes:
        graph = record.graphs[record.passes[-1].graph if record.passes else 0]
        freed, changed = frozenset(record.freed), frozenset(record.changed)
        return Moment(graph, dict(record.grads), freed, changed)
    number, step = place_of(record, at)
    each = record.passes[number]
    graph = record.graphs[each.graph]
    ran = {taken.node: taken for taken in each.steps[:step]}
    grads = dict(each.grads)
    grads |= {taken.node: taken.grad for taken in ran.values() if taken.grad}
    changed = frozenset(each.changed)
    freed = _freed(each, graph, step)
    return Moment(graph, grads, freed, changed, number, step, ran, dict(each.grads))


def _freed(each: GraphPass, graph: Graph, step: int) -> frozenset[int]:
    """Return the nodes that have nothing saved any more: each is freed as soon as it has run."""
    freed = set(each.freed)
    if not each.retained:
        freed |= {taken.node for taken in each.steps[:step] if graph.nodes[taken.node].saved}
    return frozenset(freed)
