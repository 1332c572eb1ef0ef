"""Which hooks ran, in which order: every hook a program registers is recorded when it is called.

The functions that register hooks are replaced for the run; what they register is the program's own
hook with a note taken before and after it. https://docs.pytorch.org/docs/stable/notes/modules.html
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import torch

from tutor.probes import History, Recorders
from tutor.probes.names import names_of
from tutor.records.job import Show
from tutor.records.views.timeline import MOST_EVENTS, TimelineEvent, TimelineRecord

_MODULE = torch.nn.Module
_REGISTERS: tuple[tuple[type, str, str, int], ...] = (
    (_MODULE, "register_forward_pre_hook", "forward-pre", 1),
    (_MODULE, "register_forward_hook", "forward-hook", 1),
    (_MODULE, "register_full_backward_pre_hook", "backward-pre", 1),
    (_MODULE, "register_full_backward_hook", "backward-hook", 1),
    (torch.Tensor, "register_hook", "tensor-hook", 0),
    (torch.Tensor, "register_post_accumulate_grad_hook", "accumulated", 0),
    (torch.optim.Optimizer, "register_step_pre_hook", "step-pre", 1),
    (torch.optim.Optimizer, "register_step_post_hook", "step-post", 1),
)
"""Class, method, phase, and how many arguments of the hook name its owner rather than data."""


@dataclass(slots=True)
class _Event:
    phase: str
    owner: Any
    hook: str
    given: tuple[str, ...]
    replaced: bool = False


@dataclass(slots=True)
class Recorder:
    """The events so far; owners get their names when the run is over."""

    events: list[_Event] = field(default_factory=list)
    seen: int = 0

    def add(self, event: _Event) -> None:
        self.seen += 1
        if len(self.events) < MOST_EVENTS:
            self.events.append(event)


def prepare(show: Show) -> Recorder:
    """Record every hook that is registered from now on, and each forward that returns."""
    del show
    recorder = Recorder()
    for cls, name, phase, skipped in _REGISTERS:
        if hasattr(cls, name):
            setattr(cls, name, _recording(getattr(cls, name), phase, skipped, recorder))

    def forward_returned(module: Any, inputs: Any, output: Any) -> None:
        recorder.add(_Event("forward", module, "", (*_shapes(inputs), *_shapes(output))))

    torch.nn.modules.module.register_module_forward_hook(forward_returned)
    return recorder


def _recording(
    register: Callable[..., Any], phase: str, skipped: int, recorder: Recorder
) -> Callable[..., Any]:
    @functools.wraps(register)
    def registering(owner: Any, hook: Callable[..., Any], *args: Any, **options: Any) -> Any:
        return register(owner, _noted(hook, owner, phase, skipped, recorder), *args, **options)

    return registering


def _noted(
    hook: Callable[..., Any], owner: Any, phase: str, skipped: int, recorder: Recorder
) -> Callable[..., Any]:
    name = getattr(hook, "__name__", type(hook).__name__)

    @functools.wraps(hook)
    def noted(*args: Any, **options: Any) -> Any:
        given = tuple(text for argument in args[skipped:] for text in _shapes(argument))
        event = _Event(phase, owner, str(name), given)
        recorder.add(event)
        returned = hook(*args, **options)
        event.replaced = returned is not None
        return returned

    return noted


def _shapes(thing: Any) -> tuple[str, ...]:
    """Return the shapes of a tensor, or of the tensors in a tuple, as text."""
    if isinstance(thing, torch.Tensor):
        return (str(tuple(thing.shape)),)
    if isinstance(thing, tuple | list):
        return tuple(text for item in thing[:8] for text in _shapes(item))
    return ("None",) if thing is None else ()


def probe(
    show: Show, namespace: dict[str, Any], recorders: Recorders, history: History
) -> TimelineRecord:
    """Return the events of the run; with `show.of`, only those of that module or tensor."""
    del history
    recorder: Recorder = recorders["timeline"]
    names = _names(namespace)
    wanted = [part.strip() for part in show.of.split(",") if part.strip()]
    events = [
        TimelineEvent(
            phase=event.phase,
            owner=names.get(id(event.owner), ""),
            kind=type(event.owner).__name__,
            hook="" if event.hook == "<lambda>" else event.hook,
            given=event.given,
            replaced=event.replaced,
        )
        for event in recorder.events
    ]
    kept = tuple(e for e in events if not wanted or _belongs(e.owner, wanted))
    return TimelineRecord(kept, recorder.seen - len(recorder.events))


def _names(namespace: dict[str, Any]) -> dict[int, str]:
    names = names_of(namespace)
    for name, thing in namespace.items():
        if isinstance(thing, _MODULE) and not name.startswith("_"):
            for path, module in thing.named_modules():
                names.setdefault(id(module), f"{name}.{path}" if path else name)
        elif isinstance(thing, torch.optim.Optimizer):
            names[id(thing)] = name
    for name, thing in namespace.items():
        # A one-letter variable is most often what a loop over the modules left behind.
        if isinstance(thing, _MODULE) and len(name) > 1 and not name.startswith("_"):
            names[id(thing)] = name
    return names


def _belongs(owner: str, wanted: list[str]) -> bool:
    return any(owner == name or owner.startswith((f"{name}.", f"{name}[")) for name in wanted)
