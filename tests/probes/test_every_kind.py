"""What every kind of view keeps to, whatever it is given: a small record that any width can draw.

A kind that is registered and stands in no table here makes these tests fail.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from tests.probes.watching import watched
from tests.views.test_views import drawn
from tutor.records.job import Show
from tutor.records.views import KINDS
from tutor.views import view

HARD = {
    "empty": "torch.empty(0, 3)",
    "0-d": "torch.tensor(2.5)",
    "bf16": "torch.ones(2, 3, dtype=torch.bfloat16)",
    "bool": "torch.tensor([[True, False]])",
    "complex": "torch.tensor([[1 + 2j, 3j]])",
    "not finite": "torch.tensor([[float('nan'), float('inf'), 1.0]])",
    "a view": "torch.arange(6.0).view(2, 3).t()",
    "no leaf": "torch.ones(2, 3, requires_grad=True) * 2",
    "detached": "(torch.ones(2, 3, requires_grad=True) * 2).detach()",
    "a million": "torch.arange(1_000_000.0).view(1000, 1000)",
}
"""Tensors that a picture could stumble over."""

PROGRAM = """
from torch import nn
from torch.utils.data import DataLoader
x = {hard}
y = x[:1] if x.dim() else x
values = [x.reshape(-1)[:1].sum(), x, None, 'a' * 5000, float('nan')] * 900
rows = [x, y]
holder = nn.Module()
holder.register_buffer('kept', x)
for depth in range(8):
    outer = nn.Module()
    outer.inner, holder = holder, outer
loader = DataLoader(list(range(60)), batch_size=7)
batches = [batch for batch in loader]
w = torch.ones(2, requires_grad=True)
layer = nn.Linear(2, 2)
layer.register_forward_hook(lambda module, args, output: None)
out = layer(w)
for step in range({doublings}):
    out = out * w + w * w
loss = out.sum() + (x.real.double().sum() * 0 if x.numel() < 9 else 0)
loss.backward(retain_graph=True)
loss.backward()
"""
"""Shared nodes, a graph of 200 nodes gone through twice, a module eight deep, all around a tensor."""

OF: dict[str, Show] = {
    "graph": Show("graph", "loss"),
    "series": Show("series", "values"),
    "timeline": Show("timeline", "layer"),
    "shapes": Show("shapes", "torch.stack([x, x])", (("inputs", "[x, x]"),)),
    "batches": Show("batches", "batches", (("size", "60"),)),
    "tensor": Show("tensor", "x", (("against", "x"),)),
    "modules": Show("modules", "holder"),
    "variables": Show("variables", ""),
    "broadcast": Show("broadcast", "x, y"),
    "memory": Show("memory", "x, y, w"),
    "padding": Show("padding", "x", (("value", "0"),)),
    "loading": Show("loading", ""),
}
"""Each kind as a lesson asks for it."""

REFUSED = {
    ("padding", "0-d"): "needs a tensor of shape",
}
"""What a kind has no picture of: a sentence says so."""


@cache
def records(hard: str, doublings: int) -> dict[str, Any]:
    """Return the record of every kind, of one run around a tensor; or why there is none."""
    source = "torch.manual_seed(0)" + PROGRAM.format(hard=HARD[hard], doublings=doublings)
    done = watched(source, *OF.values())
    found: dict[str, Any] = {}
    for kind, show in OF.items():
        try:
            found[kind] = done.shown(show)
        except TypeError as error:
            found[kind] = error
    return found


def test_no_kind_is_missing_here() -> None:
    assert set(OF) == set(KINDS)


@pytest.mark.parametrize("hard", HARD)
@pytest.mark.parametrize("kind", KINDS)
def test_any_tensor_makes_a_small_record_that_every_width_draws(kind: str, hard: str) -> None:
    record = records(hard, 100)[kind]
    if (kind, hard) in REFUSED:
        assert REFUSED[kind, hard] in str(record)
        return

    for width in (40, 80, 120):
        lines = drawn(view(record, width=width), width).split("\n")
        assert any(lines)
        assert all(cell_len(line) <= width for line in lines)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "loading"])
def test_the_picture_of_every_kind(kind: str, snapshot: SnapshotAssertion) -> None:
    record = records("a view", 2)[kind]

    assert drawn(view(record, width=80), 80) == snapshot
