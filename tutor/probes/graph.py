"""The autograd graph of a tensor and the backward passes that went through it.

`prepare` watches the passes of the program itself; nothing is run again to show them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import torch

from tutor.probes import History, Known, Recorders, look
from tutor.probes.names import names_of
from tutor.probes.passes import Recorder, Watched, number_of
from tutor.probes.short import cut, short
from tutor.probes.walk import root_of, walk
from tutor.records.codec import encode
from tutor.records.job import Show
from tutor.records.views.graph import (
    MOST_BYTES,
    MOST_PASSES,
    Graph,
    GraphNode,
    GraphPass,
    GraphRecord,
)


def prepare(show: Show) -> Recorder:
    """Watch every backward pass from now on."""
    del show
    recorder = Recorder()
    recorder.install()
    return recorder


def probe(
    show: Show, namespace: dict[str, Any], recorders: Recorders, history: History
) -> GraphRecord:
    """Return the passes through the tensor that `show.of` names, or the graph behind it."""
    del history
    recorder: Recorder | None = recorders.get("graph")
    of = show.of.strip()
    if recorder is not None and isinstance(namespace, Known):
        # A tensor that is given: others of its name, in rounds before, are not meant.
        tensor = look(show.of, namespace)
        return _stepped(recorder, _through(recorder, None, tensor), tensor, show.of, namespace)
    passes = _named(recorder, of) if recorder is not None else []
    if passes and of.isidentifier() and of not in namespace:
        # It is a variable of a function that has returned.
        return _stepped(recorder, passes, None, show.of, namespace)
    tensor = look(show.of, namespace)
    if recorder is not None:
        passes = _through(recorder, of, tensor)
    return _stepped(recorder, passes, tensor, show.of, namespace)


def _named(recorder: Recorder, of: str) -> list[Watched]:
    return [watched for watched in recorder.passes if watched.made.root == of]


def _through(recorder: Recorder, of: str | None, tensor: object) -> list[Watched]:
    """Return the passes that began at the variable or went through the tensor's operation."""
    node = tensor.grad_fn if isinstance(tensor, torch.Tensor) else None
    number = -1 if node is None else number_of(node)
    return [each for each in recorder.passes if each.made.root == of or number in each.numbers]


def _stepped(
    recorder: Recorder | None,
    passes: list[Watched],
    tensor: object,
    of: str,
    namespace: dict[str, Any],
) -> GraphRecord:
    """Return the record of the passes, of as many as are small enough together."""
    if recorder is None or not passes:
        return _fitted(_still(tensor, of, namespace))
    unseen = recorder.seen - len(recorder.passes)
    for count in range(min(len(passes), MOST_PASSES), 0, -1):
        record = _of_passes(recorder, passes[:count], of, namespace)
        record = replace(record, left_out=len(passes) - count + unseen)
        if len(encode(record)) <= MOST_BYTES:
            return record
    return _fitted(record)


def _of_passes(
    recorder: Recorder, passes: list[Watched], of: str, namespace: Mapping[str, Any]
) -> GraphRecord:
    used = sorted({watched.made.graph for watched in passes})
    made = tuple(replace(each.made, graph=used.index(each.made.graph)) for each in passes)
    graphs = tuple(recorder.graphs[index] for index in used)
    nodes = graphs[made[-1].graph].nodes
    return GraphRecord(
        of,
        graphs,
        made,
        grads=_grads_now(made[-1], nodes, namespace),
        freed=_freed_by(made[-1], nodes),
        changed=made[-1].changed,
    )


def _freed_by(last: GraphPass, nodes: tuple[GraphNode, ...]) -> tuple[int, ...]:
    """Return which nodes have nothing saved any more when the pass has ended."""
    freed = set(last.freed)
    if not last.retained:
        freed |= {step.node for step in last.steps if nodes[step.node].saved}
    return tuple(sorted(freed))


def _grads_now(
    last: GraphPass, nodes: tuple[GraphNode, ...], namespace: Mapping[str, Any]
) -> tuple[tuple[int, str], ...]:
    """Return `.grad` at the end of the run; what has no name any more, as the pass left it."""
    known = _by_name(namespace)
    grads = dict(last.grads) | {step.node: step.grad for step in last.steps if step.grad}
    for place in grads:
        tensor = known.get(nodes[place].variable)
        if tensor is not None and (tensor.is_leaf or tensor.retains_grad):
            grads[place] = short(tensor.grad)
    return tuple(grads.items())


def _by_name(namespace: Mapping[str, Any]) -> dict[str, torch.Tensor]:
    """Return the tensors of the program by the names a graph gives them."""
    found: dict[int, torch.Tensor] = {}
    for thing in namespace.values():
        if isinstance(thing, torch.nn.Module):
            found |= {id(parameter): parameter for parameter in thing.parameters()}
        for item in thing[:100] if isinstance(thing, list | tuple) else (thing,):
            if isinstance(item, torch.Tensor):
                found[id(item)] = item
    names = names_of(dict(namespace))
    return {cut(names[key]): tensor for key, tensor in found.items() if key in names}


def _still(tensor: object, of: str, namespace: Mapping[str, Any]) -> GraphRecord:
    """Return the graph as it is at the end of the run, which no pass has gone through."""
    if not isinstance(tensor, torch.Tensor):
        return GraphRecord(of, reason="not-a-tensor")
    if tensor.grad_fn is None:
        return GraphRecord(of, reason="leaf" if tensor.requires_grad else "no-grad")
    walked = walk([root_of(tensor)], namespace)
    return GraphRecord(
        of,
        (walked.graph,),
        grads=walked.grads(),
        freed=walked.freed,
        changed=walked.changed,
    )


def _fitted(record: GraphRecord) -> GraphRecord:
    """Return the record of one pass or none, with nodes left out until it is small enough."""
    while len(encode(record)) > MOST_BYTES:
        record = _halved(record)
    return record


def _halved(record: GraphRecord) -> GraphRecord:
    """Return the record with the half of its nodes that is nearest to the root."""
    graph = record.graphs[-1]
    most = len(graph.nodes) // 2
    nodes = tuple(_within(node, most) for node in graph.nodes[:most])
    roots = tuple(place for place in graph.roots if place < most)
    return replace(
        record,
        graphs=(Graph(nodes, roots, graph.left_out + len(graph.nodes) - most),),
        passes=tuple(_pass_within(each, most) for each in record.passes),
        grads=_below(record.grads, most),
        freed=tuple(place for place in record.freed if place < most),
        changed=tuple(place for place in record.changed if place < most),
    )


def _within(node: GraphNode, most: int) -> GraphNode:
    return replace(node, next=tuple(place for place in node.next if place < most))


def _pass_within(each: GraphPass, most: int) -> GraphPass:
    steps = [step for step in each.steps if step.node < most]
    return replace(
        each,
        steps=tuple(replace(step, sent=_below(step.sent, most)) for step in steps),
        grads=_below(each.grads, most),
        freed=tuple(place for place in each.freed if place < most),
        changed=tuple(place for place in each.changed if place < most),
    )


def _below(pairs: tuple[tuple[int, str], ...], most: int) -> tuple[tuple[int, str], ...]:
    return tuple(pair for pair in pairs if pair[0] < most)
