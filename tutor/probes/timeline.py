"""Which hooks ran, in which order, and what they changed: recorded while the program runs.

https://docs.pytorch.org/docs/stable/notes/modules.html#module-hooks
"""

from __future__ import annotations

from typing import Any

import torch

from tutor.probes import History, Recorders, look
from tutor.probes.bounds import is_a, named, within
from tutor.probes.hook_events import Recorder
from tutor.probes.hook_records import Event, Node, Registration, number_of
from tutor.probes.hook_wrapping import install
from tutor.probes.names import names_of
from tutor.probes.series import expressions
from tutor.records.job import Show
from tutor.records.views.timeline import (
    BYTES,
    MOST_SILENT,
    SilentHook,
    TimelineEvent,
    TimelineRecord,
)


def prepare(show: Show) -> Recorder:
    """Record every hook that is registered from now on, and each module that is called."""
    del show
    recorder = Recorder()
    install(recorder)
    return recorder


def probe(
    show: Show, namespace: dict[str, Any], recorders: Recorders, history: History
) -> TimelineRecord:
    """Return the events of the run; with `show.of`, only those of that module or tensor."""
    recorders["timeline"].stop()
    return partial(show, namespace, recorders, history)


def partial(
    show: Show, namespace: dict[str, Any], recorders: Recorders, history: History
) -> TimelineRecord:
    """Return the events so far."""
    del history
    recorder: Recorder = recorders["timeline"]
    wanted = expressions(show.of) if show.of.strip() else []
    names = _Names(namespace, wanted, recorder.depths)
    made = [(names.of(each.owner()), each) for each in recorder.events]
    events = [_event(owner, each, names) for owner, each in made if _belongs(owner, wanted)]
    kept, left_out = within(events, BYTES)
    silent = [(names.of(each.owner()), each) for each in recorder.registered if not each.ran]
    hooks = [_silent(owner, each) for owner, each in silent if _belongs(owner, wanted)]
    return TimelineRecord(kept, recorder.left_out + left_out, tuple(hooks[:MOST_SILENT]))


def _event(owner: str, event: Event, names: _Names) -> TimelineEvent:
    return TimelineEvent(
        phase=event.phase,
        owner=owner,
        kind=event.kind,
        hook=event.hook,
        depth=event.depth if event.depth is not None else names.depth(owner),
        passed=tuple(event.passed),
        options=event.options,
        raised=event.raised,
    )


def _silent(owner: str, hook: Registration) -> SilentHook:
    return SilentHook(hook.phase, owner, hook.kind, hook.hook, hook.removed)


class _Names:
    """What the program calls its modules, tensors and optimizers, and how deep they are called."""

    def __init__(
        self, namespace: dict[str, Any], wanted: list[str], depths: dict[int, int]
    ) -> None:
        self._names = _names(namespace, wanted)
        self._nodes = _nodes(namespace)
        self._depths = {
            self._names[number]: depth for number, depth in depths.items() if number in self._names
        }

    def of(self, owner: Any) -> str:
        """Return the name of `owner`, "" where there is none."""
        if isinstance(owner, Node):
            return named(self._nodes.get(owner.number, ""))
        return named(self._names.get(id(owner), "")) if owner is not None else ""

    def depth(self, owner: str) -> int:
        """Return how deep a module was called; of a parameter, one more than of its module."""
        if owner in self._depths:
            return self._depths[owner]
        module = owner.rpartition(".")[0]
        return self._depths[module] + 1 if module in self._depths else 0


def _nodes(namespace: dict[str, Any]) -> dict[int, str]:
    """Return number of a node → the tensor that came out of it: "loss.grad_fn"."""
    return {
        number_of(thing.grad_fn): f"{name}.grad_fn"
        for name, thing in namespace.items()
        if is_a(thing, torch.Tensor) and thing.grad_fn is not None and not name.startswith("_")
    }


def _names(namespace: dict[str, Any], wanted: list[str]) -> dict[int, str]:
    """Return id → name: by what is looked at, else by the variable that was bound first.

    So a module is not called by the name a later loop over the modules gave it.
    """
    names: dict[int, str] = {}
    bound = [(name, thing) for name, thing in namespace.items() if not name.startswith("_")]
    for name, thing in [*((name, look(name, namespace)) for name in wanted), *bound]:
        if is_a(thing, torch.nn.Module):
            for path, module in thing.named_modules():
                names.setdefault(id(module), f"{name}.{path}" if path else name)
            for path, parameter in thing.named_parameters():
                names.setdefault(id(parameter), f"{name}.{path}")
        elif is_a(thing, torch.Tensor) or is_a(thing, torch.optim.Optimizer):
            names.setdefault(id(thing), name)
    return names | {key: name for key, name in names_of(namespace).items() if key not in names}


def _belongs(owner: str, wanted: list[str]) -> bool:
    return not wanted or any(
        owner == name or owner.startswith((f"{name}.", f"{name}[")) for name in wanted
    )
