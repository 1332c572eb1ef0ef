"""The rail a graph is drawn as: each node under the one that sends it its gradient.

A node with several ways in stands once, with a number; later ways in point back at it. Where
indenting every node would be too wide, the longest way down goes straight, and only what branches
off it is indented.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tutor.records.views.graph import Graph

_BELOW = {"": "", "├─": "│ ", "└─": "  "}


@dataclass(frozen=True, slots=True)
class RailLine:
    """One line: the rail itself, and the node at its end."""

    lead: str
    place: int
    number: int | None = None
    """What later ways in point back at."""
    again: bool = False
    """Whether it points back at a node that stands further up."""


def rail(graph: Graph, widest: int) -> list[RailLine]:
    """Return the lines of a graph, their leads at most `widest` columns where that can be."""
    indented = list(_lines(graph, straight=False))
    if max((len(line.lead) for line in indented), default=0) <= widest:
        return indented
    return list(_lines(graph, straight=True))


def _lines(graph: Graph, *, straight: bool) -> Iterator[RailLine]:
    shared = _shared(graph)
    depths = _depths(graph) if straight else []
    numbers: dict[int, int] = {}
    seen: set[int] = set()
    waiting = [(place, "", "") for place in reversed(graph.roots)]
    while waiting:
        place, lead, branch = waiting.pop()
        if place in seen:
            yield RailLine(lead + branch, place, numbers.get(place), again=True)
            continue
        seen.add(place)
        if place in shared:
            numbers[place] = len(numbers) + 1
        yield RailLine(lead + branch, place, numbers.get(place))
        below = lead + _BELOW[branch]
        following = list(graph.nodes[place].next)
        if straight:
            following.sort(key=lambda each: depths[each])
            ends = [*["├─"] * (len(following) - 1), ""]
        else:
            ends = [*["├─"] * (len(following) - 1), "└─"]
        steps = zip(following, ends, strict=False)
        waiting += reversed([(each, below, end) for each, end in steps])


def _shared(graph: Graph) -> set[int]:
    """Return the nodes with more than one way in."""
    ways = Counter(graph.roots)
    for node in graph.nodes:
        ways.update(node.next)
    return {place for place, count in ways.items() if count > 1}


def _depths(graph: Graph) -> list[int]:
    """Return the length of the longest way down from each node."""
    depths = [-1] * len(graph.nodes)
    for root in range(len(graph.nodes)):
        waiting = [root]
        while waiting:
            place = waiting[-1]
            below = [each for each in graph.nodes[place].next if depths[each] < 0]
            if depths[place] >= 0 or not below:
                waiting.pop()
                depths[place] = 1 + max((depths[n] for n in graph.nodes[place].next), default=0)
            else:
                waiting += below
    return depths
