"""What is kept of hooks and calls while a program runs, and the names PyTorch gives their parts.

Modules, tensors and optimizers are referred to weakly, so that recording keeps none of them alive.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import torch

from tutor.probes.bounds import is_a, named
from tutor.records.views.timeline import Passed

GIVEN: Final[dict[str, tuple[str, ...]]] = {
    "forward_pre": ("args",),
    "forward": ("args", "output"),
    "full_backward_pre": ("grad_output",),
    "full_backward": ("grad_input", "grad_output"),
    "backward": ("grad_input", "grad_output"),
    "tensor": ("grad",),
    "post_accumulate_grad": (".grad",),
    "grad_fn_pre": ("grad_output",),
    "grad_fn": ("grad_input", "grad_output"),
    "multi_grad": ("grads",),
}
"""Phase → names of what its hooks are given, behind the module."""
REPLACED: Final = {
    "forward_pre": "args",
    "forward": "output",
    "full_backward_pre": "grad_output",
    "full_backward": "grad_input",
    "backward": "grad_input",
    "tensor": "grad",
    "grad_fn_pre": "grad_output",
    "grad_fn": "grad_input",
}
"""Phase → what the return value of its hooks takes the place of."""
OF_MODULES: Final = frozenset(
    ("forward_pre", "forward", "full_backward_pre", "full_backward", "backward")
)


@dataclass(slots=True, eq=False)
class Registration:
    """A hook the program has registered."""

    phase: str
    hook: str
    owner: Callable[[], Any]
    kind: str
    options: tuple[str, ...] = ()
    ran: bool = False
    removed: bool = False

    @property
    def with_kwargs(self) -> bool:
        return "with_kwargs" in self.options


@dataclass(slots=True, eq=False)
class Event:
    """Something that happened; the owner gets its name when the run is over."""

    phase: str
    owner: Callable[[], Any]
    kind: str
    hook: str = ""
    depth: int | None = None
    passed: list[Passed] = field(default_factory=list)
    options: tuple[str, ...] = ()
    raised: str = ""


@dataclass(slots=True, eq=False)
class Call:
    """A call of a module that has not returned yet."""

    module: Any
    given: dict[str, Any]
    began: bool = False
    in_hook: bool = False
    """Whether one of its pre-hooks runs now, or has raised."""
    event: Event | None = None


def label(name: str, thing: Any) -> str:
    """Return the name of what was passed, for keyword arguments with their own names."""
    if name != "kwargs" or not isinstance(thing, dict):
        return name
    return f"kwargs {named(', '.join(map(str, thing)))}:"


def returned_by_name(of: Registration, result: Any) -> dict[str, Any]:
    """Return by name what the return value of a hook takes the place of."""
    if result is None or of.phase not in REPLACED:
        return {}
    if of.with_kwargs and of.phase == "forward_pre":
        is_pair = isinstance(result, tuple) and len(result) == 2
        return {"args": result[0], "kwargs": result[1]} if is_pair else {}
    return {REPLACED[of.phase]: result}


def replace_inputs(call: Call, returned: Any, with_kwargs: bool) -> None:
    """Let the inputs of a call be what its pre-hook returned, as PyTorch does."""
    if with_kwargs:
        if isinstance(returned, tuple) and len(returned) == 2:
            call.given = {"args": returned[0], "kwargs": returned[1]}
    else:
        call.given["args"] = returned if isinstance(returned, tuple) else (returned,)


@dataclass(frozen=True, slots=True)
class Node:
    """A grad_fn by its number in the order of the forward pass; holding it would hold the graph."""

    number: int


def reference(thing: Any) -> Callable[[], Any]:
    """Return a weak reference where `thing` allows one, else one that has forgotten it."""
    if is_a(thing, torch.autograd.graph.Node):
        node = Node(number_of(thing))
        return lambda: node
    try:
        made: Callable[[], Any] = weakref.ref(thing)
    except TypeError:
        return _nothing
    return made


def _nothing() -> None:
    return None


def number_of(node: Any) -> int:
    """Return the number of a node, which no other node of its thread has."""
    return int(node._sequence_nr())  # noqa: SLF001 (the only name a node keeps)
