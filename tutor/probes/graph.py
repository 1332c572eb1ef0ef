"""The autograd graph of a tensor, walked from its grad_fn along next_functions.

https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.graph.Node
"""

from __future__ import annotations

import re
from collections import deque
from typing import Any

import torch

from tutor.probes import History, Recorders, look
from tutor.probes.names import names_of
from tutor.records.job import Show
from tutor.records.views.graph import MOST_NODES, GraphNode, GraphRecord

MOST_SAVED = 4


def probe(
    show: Show, namespace: dict[str, Any], recorders: Recorders, history: History
) -> GraphRecord:
    """Return the graph behind the tensor that `show.of` names."""
    del recorders, history
    tensor = look(show.of, namespace)
    if not isinstance(tensor, torch.Tensor):
        return GraphRecord(show.of, (), reason="not-a-tensor")
    root = tensor.grad_fn
    if root is None:
        return GraphRecord(show.of, (), reason="leaf" if tensor.requires_grad else "no-grad")
    order, left_out = _reachable(root)
    places = {node: place for place, node in enumerate(order)}
    names = names_of(namespace)
    nodes = tuple(_node(node, places, names) for node in order)
    return GraphRecord(show.of, nodes, left_out)


def _reachable(root: Any) -> tuple[list[Any], int]:
    """Return the nodes by their distance from the root, and how many lie beyond the bound."""
    order: list[Any] = []
    seen = {root}
    waiting = deque([root])
    while waiting and len(seen) < 50 * MOST_NODES:
        node = waiting.popleft()
        order.append(node)
        for following, _ in node.next_functions:
            if following is not None and following not in seen:
                seen.add(following)
                waiting.append(following)
    total = len(order) + len(waiting)
    return order[:MOST_NODES], total - min(len(order), MOST_NODES)


def _node(node: Any, places: dict[Any, int], names: dict[int, str]) -> GraphNode:
    following = [each for each, _ in node.next_functions]
    nexts = tuple(places[each] for each in following if each is not None and each in places)
    skipped = sum(each is None for each in following)
    variable = getattr(node, "variable", None)
    if variable is not None:
        return GraphNode(
            name="AccumulateGrad",
            next=nexts,
            leaf=names.get(id(variable), ""),
            shape=tuple(variable.shape),
            grad=_short(variable.grad),
        )
    saved, freed = _saved(node)
    return GraphNode(name=_name(node), next=nexts, skipped=skipped, saved=saved, freed=freed)


def _name(node: Any) -> str:
    return re.sub(r"Backward\d*$", "", type(node).__name__) or type(node).__name__


def _saved(node: Any) -> tuple[tuple[str, ...], bool]:
    """Return the shapes of the tensors a node has saved, and whether they have been freed.

    Reading `_saved_*` of a freed graph raises RuntimeError:
    https://docs.pytorch.org/docs/stable/notes/autograd.html#saved-tensors
    """
    found: list[str] = []
    for name in dir(node):
        if not name.startswith("_saved_") or len(found) >= MOST_SAVED:
            continue
        try:
            value = getattr(node, name)
        except RuntimeError:
            return (), True
        if isinstance(value, torch.Tensor):
            found.append(f"{name.removeprefix('_saved_')} {tuple(value.shape)}")
    return tuple(found), False


def _short(grad: torch.Tensor | None) -> str:
    if grad is None:
        return "None"
    if grad.numel() == 1:
        return f"{grad.item():.4g}"
    if grad.numel() <= 4 and grad.dim() == 1:
        return "[" + ", ".join(f"{value:.4g}" for value in grad.tolist()) + "]"
    return str(tuple(grad.shape))
