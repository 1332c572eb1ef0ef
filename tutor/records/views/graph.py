"""The autograd graph behind a tensor, and the backward passes that went through it.

Positions are indices into `Graph.nodes`. Gradients are short text as torch prints them: the values
of a small one ("3.", "[1., 2.]"), the shape of any other ("(64, 10)", "(64, 10) nan"), "None".
"""

from __future__ import annotations

from dataclasses import dataclass

from tutor.records.codec import record

MOST_NODES = 200
"""Nodes of one graph that cross the pipe, nearest to the root first."""
MOST_EDGES = 32
"""Inputs of one node that are kept."""
MOST_PASSES = 12
"""Backward passes of one run that cross the pipe, the first ones."""
MOST_BYTES = 60 * 2**10
"""Bytes of one graph record; passes, then nodes are left out until it fits."""


@record("graph-node")
@dataclass(frozen=True, slots=True)
class GraphNode:
    """A grad_fn, or the AccumulateGrad of a leaf."""

    name: str
    """PyTorch's name of its class: "MulBackward0", "AccumulateGrad"."""
    next: tuple[int, ...] = ()
    """Positions of the nodes its gradients go to, in the order of its inputs."""
    skipped: int = 0
    """Inputs that need no gradient, and so have no node."""
    variable: str = ""
    """Name of the program's variable that holds the leaf, or what the operation made; or ""."""
    shape: tuple[int, ...] | None = None
    """Of a leaf."""
    saved: tuple[str, ...] = ()
    """Names and shapes of saved tensors: "self (2, 3)"."""


@record("graph-part")
@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and how they hang together."""

    nodes: tuple[GraphNode, ...]
    roots: tuple[int, ...] = (0,)
    """Where backward begins."""
    left_out: int = 0
    """Nodes after MOST_NODES."""


@record("graph-step")
@dataclass(frozen=True, slots=True)
class GraphStep:
    """One node that ran."""

    node: int
    given: tuple[str, ...]
    """The gradient that came to it: of each output of its operation."""
    sent: tuple[tuple[int, str], ...] = ()
    """The gradient it gave to each node it leads to; () where it raised."""
    grad: str = ""
    """`.grad` of the leaf (or of what keeps its gradient) after the step; "" where it has none."""


@record("graph-pass")
@dataclass(frozen=True, slots=True)
class GraphPass:
    """One call of `backward` or `torch.autograd.grad`."""

    graph: int
    """Index into `GraphRecord.graphs`."""
    call: str
    """"backward" or "grad"."""
    root: str = ""
    """Name of the variable it began at, "" where none was found."""
    steps: tuple[GraphStep, ...] = ()
    grads: tuple[tuple[int, str], ...] = ()
    """`.grad` of each leaf (and of what keeps its gradient) before the pass."""
    retained: bool = False
    """Whether what the nodes had saved was kept."""
    freed: tuple[int, ...] = ()
    """Nodes whose saved tensors had been freed before the pass began."""
    changed: tuple[int, ...] = ()
    """Nodes whose saved tensors had been changed in place since they were saved."""
    returned: tuple[tuple[str, str], ...] = ()
    """What `torch.autograd.grad` returned: names of the inputs ("" where unknown), gradients."""
    raised: str = ""
    """Class of the exception it ended with."""


@record("graph")
@dataclass(frozen=True, slots=True)
class GraphRecord:
    """The graph of one tensor and its backward passes, or why there is none."""

    of: str
    graphs: tuple[Graph, ...] = ()
    """Those of the passes; without passes, the one there is at the end of the run."""
    passes: tuple[GraphPass, ...] = ()
    grads: tuple[tuple[int, str], ...] = ()
    """`.grad` at the end of the run, by position in the graph of the last pass."""
    freed: tuple[int, ...] = ()
    """Nodes of that graph whose saved tensors are freed at the end of the run."""
    changed: tuple[int, ...] = ()
    """Nodes of that graph whose saved tensors were changed in place after they were saved."""
    reason: str = ""
    """Why there is no graph: "leaf", "no-grad" or "not-a-tensor"."""
    left_out: int = 0
    """Passes after MOST_PASSES."""
