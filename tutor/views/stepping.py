"""Moving through the backward passes of the graphs a run sent, as plain functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

from tutor.records.messages import Message, Shown
from tutor.records.views.graph import GraphRecord
from tutor.views.moment import positions
from tutor.views.stepped import Stepped

Move: TypeAlias = Literal["start", "back", "play", "forward", "end"]


def graphs_of(messages: Sequence[Message]) -> tuple[GraphRecord, ...]:
    """Return the graphs among what a run sent that a backward pass went through."""
    views = [message.view for message in messages if isinstance(message, Shown)]
    return tuple(view for view in views if isinstance(view, GraphRecord) and view.passes)


def last_of(graphs: Sequence[GraphRecord]) -> int:
    """Return the last position of the graph that has the most; -1 where there is none."""
    return max(map(positions, graphs), default=0) - 1


def moved(at: int | None, to: Move, last: int) -> int | None:
    """Return the position one goes to: past the last one is None, after the run."""
    match to:
        case "start":
            return 0
        case "back":
            return last if at is None else max(0, at - 1)
        case "forward":
            return 0 if at is None else None if at >= last else at + 1
        case _:
            return None


def placed(messages: Sequence[Message], at: int | None, playing: bool) -> tuple[Message, ...]:
    """Return the messages with the graphs that can be stepped through at one position."""
    return tuple(_placed(message, at, playing) for message in messages)


def _placed(message: Message, at: int | None, playing: bool) -> Message:
    if not isinstance(message, Shown) or not graphs_of((message,)):
        return message
    assert isinstance(message.view, GraphRecord)
    return replace(message, view=Stepped(message.view, at, playing))
