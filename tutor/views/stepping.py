"""Moving through the backward passes of the graphs a run sent, as plain functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

from tutor.records.messages import Message, Shown
from tutor.records.views.graph import GraphRecord
from tutor.views.moment import place_of, positions
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


def typed_position(text: str, at: int | None, graphs: Sequence[GraphRecord]) -> int | None:
    """Return the position that "3" (of the present pass) or "2.3" (of pass 2) names, if any."""
    number, _, step = text.rpartition(".")
    if not (step.isdecimal() and (number or "1").isdecimal() and len(text) < 12):
        return None
    for record in graphs:
        present = 1 if at is None else place_of(record, at)[0] + 1
        found = _position(record, int(number or present), int(step))
        if found is not None:
            return found
    return None


def _position(record: GraphRecord, number: int, step: int) -> int | None:
    """Return the position after `step` nodes of pass `number`, from 1; None if there is none."""
    if not 0 < number <= len(record.passes) or step > len(record.passes[number - 1].steps):
        return None
    return sum(1 + len(each.steps) for each in record.passes[: number - 1]) + step


def placed(messages: Sequence[Message], at: int | None, playing: bool) -> tuple[Message, ...]:
    """Return the messages with the graphs that can be stepped through at one position."""
    return tuple(_placed(message, at, playing) for message in messages)


def _placed(message: Message, at: int | None, playing: bool) -> Message:
    if not isinstance(message, Shown) or not graphs_of((message,)):
        return message
    assert isinstance(message.view, GraphRecord)
    return replace(message, view=Stepped(message.view, at, playing))
