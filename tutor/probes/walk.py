"""From live grad_fn nodes to the plain graph that crosses the pipe.

https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.graph.Node
"""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from tutor.probes.names import names_of
from tutor.probes.saved import saved_by
from tutor.probes.short import cut, short, unseen
from tutor.records.views.graph import MOST_EDGES, MOST_NODES, Graph, GraphNode


@dataclass(slots=True)
class Walk:
    """The nodes of a graph, live and as records, in the same order."""

    live: list[Any]
    graph: Graph
    freed: tuple[int, ...]
    changed: tuple[int, ...]
    keepers: dict[int, torch.Tensor]
    """Position → the tensor whose `.grad` is filled there: a leaf, or one with retain_grad."""

    def grads(self) -> tuple[tuple[int, str], ...]:
        """Return `.grad` as it is now of each tensor that has one."""
        return tuple((place, short(tensor.grad)) for place, tensor in self.keepers.items())


def root_of(tensor: Any) -> Any:
    """Return the node backward begins at; None where it could not begin."""
    if isinstance(tensor, torch.autograd.graph.GradientEdge):
        return tensor.node
    if not isinstance(tensor, torch.Tensor) or not tensor.requires_grad:
        return None
    return tensor.grad_fn or torch.autograd.graph.get_gradient_edge(tensor).node


def walk(roots: Sequence[Any], namespace: Mapping[str, Any]) -> Walk:
    """Return all nodes that can be reached from `roots`, at most MOST_NODES."""
    with unseen():
        return _walked(roots, namespace)


def leaf_of(node: Any) -> torch.Tensor | None:
    """Return the leaf an AccumulateGrad adds to; None for any other node."""
    # A custom Function may keep something of its own under the same name.
    return node.variable if node.name().endswith("::AccumulateGrad") else None


def _walked(roots: Sequence[Any], namespace: Mapping[str, Any]) -> Walk:
    live, total = _reachable(roots)
    places = {node: place for place, node in enumerate(live)}
    names, makers = names_of(dict(namespace)), _makers(namespace)
    nodes: list[GraphNode] = []
    states: list[str] = []
    keepers: dict[int, torch.Tensor] = {}
    for place, node in enumerate(live):
        saved, state = saved_by(node)
        states.append(state)
        made, keeper = makers.get(node, ("", None))
        leaf = leaf_of(node)
        if leaf is not None:
            made, keeper = names.get(id(leaf), ""), leaf
        if keeper is not None and (leaf is not None or keeper.retains_grad):
            keepers[place] = keeper
        nodes.append(_node(node, places, made, saved))
    begun = dict.fromkeys(places[node] for node in roots if node in places)
    return Walk(
        live,
        Graph(tuple(nodes), tuple(begun), total - len(live)),
        tuple(place for place, state in enumerate(states) if state == "freed"),
        tuple(place for place, state in enumerate(states) if state == "changed"),
        keepers,
    )


def _reachable(roots: Iterable[Any]) -> tuple[list[Any], int]:
    """Return the nodes by their distance from the roots, and how many there are in all."""
    order: list[Any] = []
    waiting = deque(dict.fromkeys(roots))
    seen = set(waiting)
    while waiting and len(seen) < 50 * MOST_NODES:
        node = waiting.popleft()
        order.append(node)
        for following, _ in node.next_functions:
            if following is not None and following not in seen:
                seen.add(following)
                waiting.append(following)
    return order[:MOST_NODES], len(order) + len(waiting)


def _makers(namespace: Mapping[str, Any]) -> dict[Any, tuple[str, torch.Tensor]]:
    """Return node → the variable that holds what its operation made."""
    made: dict[Any, tuple[str, torch.Tensor]] = {}
    for name, thing in namespace.items():
        if isinstance(thing, torch.Tensor) and not name.startswith("_"):
            # A view whose base was changed in place may refuse to say where it came from.
            with contextlib.suppress(RuntimeError):
                made[thing.grad_fn] = (name, thing)
    return made


def _node(node: Any, places: dict[Any, int], variable: str, saved: tuple[str, ...]) -> GraphNode:
    following = [each for each, _ in node.next_functions]
    leaf = leaf_of(node)
    return GraphNode(
        name=cut(node.name().removeprefix("torch::autograd::")),
        next=tuple(places[each] for each in following if each in places)[:MOST_EDGES],
        skipped=sum(each is None for each in following),
        variable=cut(variable),
        shape=None if leaf is None else tuple(leaf.shape),
        saved=saved,
    )
