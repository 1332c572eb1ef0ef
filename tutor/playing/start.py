"""What the playground is opened with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tutor.language import say
from tutor.records.job import Setting, Show


@dataclass(frozen=True, slots=True)
class Start:
    """A program to begin with, and the views that look at it."""

    source: str
    views: tuple[Show, ...] = ()
    name: str = ""
    """Where it is from, for people: the title of an experiment."""
    file: str = ""
    is_saved: bool = True
    """Whether the file has this program already."""


def of_experiment(
    source: str, settings: Mapping[str, Setting], views: tuple[Show, ...], name: str
) -> Start:
    """Return the program of an experiment with its controls as lines, so that it stands alone."""
    lines = "".join(f"{control} = {value!r}\n" for control, value in settings.items())
    return Start(f"{lines}\n{source}" if lines else source, views, name)


def first_program() -> str:
    """Return what a playground begins with in which nothing has been tried yet."""
    return f"# {say('playing.first_note')}\n{_FIRST}"


_FIRST = """\
import torch

x = torch.tensor([1.0, 2.0, 3.0])
w = torch.tensor(2.0, requires_grad=True)

loss = ((w * x - 1) ** 2).mean()  #> loss
loss.backward()  #> w.grad

show(loss)
"""
