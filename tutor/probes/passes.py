"""Backward passes while they run: hooks on the nodes of each graph note what comes to them.

The functions that begin a pass are replaced for the run; what they are given, return and raise
stays as it is, the hooks change nothing and are taken off when the pass ends, and of the tensors
only short texts are kept. https://docs.pytorch.org/docs/stable/notes/autograd.html
"""

from __future__ import annotations

import functools
import inspect
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import torch

from tutor.probes.names import names_of, variables_now
from tutor.probes.short import short
from tutor.probes.walk import Walk, root_of, walk
from tutor.records.views.graph import MOST_EDGES, Graph, GraphPass, GraphStep

MOST_WATCHED = 40
"""Passes of one run that are watched; later ones are counted."""
MOST_STEPS = 600
"""Steps of all passes together after which no further pass is watched."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A pass that has ended, and how its operations can be known again."""

    made: GraphPass
    numbers: frozenset[int]
    """Sequence numbers of its operations."""


@dataclass(slots=True)
class _Step:
    place: int
    given: tuple[str, ...]
    sent: tuple[tuple[int, str], ...] = ()
    grad: str = ""


class Recorder:
    """Watches the backward passes of one program."""

    def __init__(self) -> None:
        self.graphs: list[Graph] = []
        self.passes: list[Watched] = []
        self.seen = 0
        self._known: dict[tuple[int, ...], int] = {}
        self._busy: threading.local | None = threading.local()
        self._own = torch.autograd.backward, torch.autograd.grad

    def install(self) -> None:
        """Watch every pass that begins from now on."""
        torch.autograd.backward = self._watching(torch.autograd.backward, "backward")
        torch.autograd.grad = self._watching(torch.autograd.grad, "grad")

    def stop(self) -> None:
        """Watch no more: the program has ended."""
        torch.autograd.backward, torch.autograd.grad = self._own
        self._busy = None

    def _watching(self, run: Callable[..., Any], call: str) -> Callable[..., Any]:
        signature = inspect.signature(run)

        @functools.wraps(run)
        def watching(*args: Any, **options: Any) -> Any:
            watch = self._begin(call, signature, args, options)
            if watch is None:
                return run(*args, **options)
            with watch:
                returned = watch.returned = run(*args, **options)
            return returned

        return watching

    def _begin(
        self, call: str, signature: inspect.Signature, args: Any, options: Any
    ) -> _Watch | None:
        """Return what watches the pass; None for one inside another, or that cannot begin."""
        if self._busy is None or getattr(self._busy, "now", False):
            return None
        if torch._C._are_functorch_transforms_active():  # noqa: SLF001 (as backward itself asks)
            return None
        try:
            given = signature.bind(*args, **options).arguments
        except TypeError:
            return None
        first = given.get("tensors" if call == "backward" else "outputs")
        begun = first if isinstance(first, list | tuple) and not _is_edge(first) else (first,)
        roots = [root for root in map(root_of, begun) if root is not None]
        if not roots:
            return None
        self.seen += 1
        steps = sum(len(watched.made.steps) for watched in self.passes)
        if len(self.passes) >= MOST_WATCHED or steps >= MOST_STEPS:
            return None
        return _Watch(self, call, given, begun, roots)

    def is_busy(self, now: bool) -> None:
        """Note whether a pass runs in this thread."""
        if self._busy is not None:
            self._busy.now = now

    def index_of(self, walked: Walk) -> int:
        """Return where the graph stands in `graphs`; one whose tensors are freed is known again."""
        numbers = tuple(map(number_of, walked.live))
        known = self._known.get(numbers) if len(numbers) > 1 else None
        if known is None:
            if walked.graph not in self.graphs:
                self.graphs.append(walked.graph)
            known = self.graphs.index(walked.graph)
            self._known[numbers] = known
        return known


class _Watch:
    """Watches one pass, from before its first node to after its last."""

    def __init__(
        self, recorder: Recorder, call: str, given: Mapping[str, Any], begun: Any, roots: list[Any]
    ) -> None:
        self._recorder = recorder
        self._call = call
        self._given = given
        self._namespace = variables_now()
        self._names = names_of(self._namespace)
        self._root = next((self._names.get(id(each), "") for each in begun), "")
        self._walk = walk(roots, self._namespace)
        self._places = {node: place for place, node in enumerate(self._walk.live)}
        self._steps: dict[int, _Step] = {}
        self._handles: list[Any] = []
        self.returned: Any = None

    def __enter__(self) -> None:
        self._before = self._walk.grads()
        for place, node in enumerate(self._walk.live):
            self._handles.append(node.register_prehook(functools.partial(self._came, place)))
            self._handles.append(node.register_hook(functools.partial(self._went, place)))
        self._recorder.is_busy(True)

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        del error, trace
        self._recorder.is_busy(False)
        for handle in self._handles:
            handle.remove()
        self._recorder.passes.append(
            Watched(self._made(kind), frozenset(map(number_of, self._walk.live)) - {-1})
        )

    def _came(self, place: int, gradients: tuple[torch.Tensor | None, ...]) -> None:
        self._steps[place] = _Step(place, tuple(map(short, gradients[:4])))

    def _went(self, place: int, sent: Any, gradients: Any) -> None:
        del gradients
        step, node = self._steps.get(place), self._walk.live[place]
        if step is None:
            return
        step.sent = tuple(
            (self._places[following], short(gradient))
            for gradient, (following, _) in zip(sent, node.next_functions, strict=False)
            if following in self._places
        )[:MOST_EDGES]
        if place in self._walk.keepers:
            step.grad = short(self._walk.keepers[place].grad)

    def _made(self, kind: type[BaseException] | None) -> GraphPass:
        steps = (GraphStep(s.place, s.given, s.sent, s.grad) for s in self._steps.values())
        keep = self._given.get("retain_graph")
        return GraphPass(
            graph=self._recorder.index_of(self._walk),
            call=self._call,
            root=self._root,
            steps=tuple(steps),
            grads=self._before,
            retained=bool(self._given.get("create_graph", False) if keep is None else keep),
            freed=self._walk.freed,
            changed=self._walk.changed,
            returned=self._came_back(),
            raised="" if kind is None else kind.__name__,
        )

    def _came_back(self) -> tuple[tuple[str, str], ...]:
        if self._call != "grad" or not isinstance(self.returned, tuple):
            return ()
        inputs = self._given.get("inputs")
        named = inputs if isinstance(inputs, list | tuple) and not _is_edge(inputs) else (inputs,)
        names = [self._names.get(id(each), "") for each in named]
        names += [""] * (len(self.returned) - len(names))
        return tuple((name, short(g)) for name, g in zip(names, self.returned, strict=False))[:8]


def number_of(node: Any) -> int:
    """Return what tells an operation's node from every other of its thread; -1 for a leaf's."""
    number = int(node._sequence_nr())  # noqa: SLF001 (its public metadata is the program's)
    return number if number < 2**63 else -1


def _is_edge(thing: object) -> bool:
    return isinstance(thing, torch.autograd.graph.GradientEdge)
