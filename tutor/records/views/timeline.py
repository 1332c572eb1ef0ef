"""What hooks saw and changed, in the order in which they ran."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tutor.records.codec import record

MOST_EVENTS = 300
BYTES = 52 * 2**10
"""Bytes of events that cross the pipe, the first ones of the run."""
MOST_SILENT = 24
MOST_VALUES = 6
"""Elements of a tensor whose values are sent; of a larger one only the shape."""


@record("seen")
@dataclass(frozen=True, slots=True)
class Seen:
    """What one place held: a tensor, or anything else by its class."""

    kind: str
    """Empty for a tensor, "None", else a class name; "…" for all that was too much to list. A
    Python number is in `values`."""
    shape: tuple[int, ...] = ()
    values: tuple[bool | int | float | str, ...] = ()
    """Elements in row-major order, at most MOST_VALUES."""


@record("passed")
@dataclass(frozen=True, slots=True)
class Passed:
    """One thing a hook was given, and what it made of it."""

    name: str
    """PyTorch's name for it: "args", "output", "grad_input", "grad_output", "grad", ".grad";
    "kwargs scale:" for keyword arguments."""
    before: tuple[Seen, ...]
    after: tuple[Seen, ...] = ()
    """What it is for all that comes later; only where `change` says how it was changed."""
    change: Literal["", "returned", "in place", "assigned"] = ""


@record("timeline-event")
@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One call of a hook, one run of a module's forward, or one removal of a hook."""

    phase: str
    """A hook by the method that registers it, without "register_" and "_hook": "forward_pre",
    "forward", "full_backward_pre", "full_backward", "backward", "post_accumulate_grad",
    "step_pre", "step_post", "multi_grad"; of a tensor "tensor", of a node "grad_fn_pre" and
    "grad_fn". "call" for a module's own forward, "remove" for `handle.remove()`."""
    owner: str
    """Module path ("model.0") or variable the hook belongs to; "" where no name leads there."""
    kind: str
    """Class of the owner: "Linear", "Tensor", "MulBackward0"."""
    hook: str = ""
    """Name of the hook function; empty for "call" and for a lambda."""
    depth: int = 0
    """How many modules the owner's forward runs inside of."""
    passed: tuple[Passed, ...] = ()
    options: tuple[str, ...] = ()
    """How it was registered: "prepend", "with_kwargs", "always_call", "global", "deprecated"; of a
    removal, the phase of the hook."""
    raised: str = ""
    """Class of the exception it ended with."""


@record("silent-hook")
@dataclass(frozen=True, slots=True)
class SilentHook:
    """A hook that was registered and never ran."""

    phase: str
    owner: str
    kind: str
    hook: str
    removed: bool = False


@record("timeline")
@dataclass(frozen=True, slots=True)
class TimelineRecord:
    """The events of a run."""

    events: tuple[TimelineEvent, ...]
    left_out: int = 0
    silent: tuple[SilentHook, ...] = ()
