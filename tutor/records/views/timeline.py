"""What hooks saw, in the order in which they ran."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.records.codec import record

MOST_EVENTS = 300


@record("timeline-event")
@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One call of a hook, or the moment a module's forward has returned."""

    phase: str
    """"forward-pre", "forward", "forward-hook", "backward-pre", "backward-hook", "tensor-hook",
    "accumulated", "step-pre" or "step-post"."""
    owner: str
    """Module path ("model.0") or variable the hook was registered on."""
    kind: str
    """Class of the owner: "Linear", "Tensor"."""
    hook: str = ""
    """Name of the hook function; empty for "forward"."""
    given: tuple[str, ...] = ()
    """Shapes of what the hook was given, as text: inputs, outputs or gradients."""
    replaced: bool = False
    """Whether it returned something, which then takes the place of what it was given."""


@record("timeline")
@dataclass(frozen=True, slots=True)
class TimelineRecord:
    """The events of a run."""

    events: tuple[TimelineEvent, ...]
    left_out: int = 0
