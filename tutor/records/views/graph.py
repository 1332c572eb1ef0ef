"""The autograd graph behind a tensor, as the nodes that backward would visit."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.records.codec import record

MOST_NODES = 200
"""Nodes of one graph that cross the pipe, nearest to the root first."""


@record("graph-node")
@dataclass(frozen=True, slots=True)
class GraphNode:
    """A grad_fn, or the AccumulateGrad of a leaf."""

    name: str
    """Name of the operation without "Backward0": "Mul"; of a leaf, "AccumulateGrad"."""
    next: tuple[int, ...]
    """Positions of the nodes its gradients go to, in the order of its inputs."""
    skipped: int = 0
    """Inputs that need no gradient, and so have no node."""
    leaf: str = ""
    """For a leaf: the name of the program's variable, "" where none was found."""
    shape: tuple[int, ...] | None = None
    """For a leaf its shape; for an operation that of what it saved first, where it saved any."""
    grad: str = ""
    """For a leaf: `.grad` now, as short text; "None" where there is none."""
    saved: tuple[str, ...] = ()
    """Shapes of saved tensors, as text: "self (2, 3)"."""
    freed: bool = False
    """Whether what it saved has been freed by a backward pass."""


@record("graph")
@dataclass(frozen=True, slots=True)
class GraphRecord:
    """The graph of one tensor, or why there is none."""

    of: str
    nodes: tuple[GraphNode, ...]
    """The root first."""
    left_out: int = 0
    reason: str = ""
    """Why there are no nodes: "leaf", "no-grad" or "not-a-tensor"."""
