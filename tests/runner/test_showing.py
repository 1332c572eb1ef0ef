"""`show(x)` in a program of the playground: each object by the view that fits it, on real torch."""

from __future__ import annotations

import pytest

from tests.runner.running import run
from tutor.records.messages import Call, Output, Raised, Shown, Unshown
from tutor.records.views.batches import BatchesRecord
from tutor.records.views.graph import GraphRecord
from tutor.records.views.series import SeriesRecord
from tutor.records.views.tensor import TensorRecord
from tutor.records.views.variables import VariablesRecord
from tutor.runner.pool import Pool

pytestmark = [pytest.mark.torch, pytest.mark.asyncio(loop_scope="session")]

HEAD = """\
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

w = torch.tensor(2.0, requires_grad=True)
loss = 3 * w
model = nn.Sequential(nn.Linear(2, 3), nn.ReLU())
loader = DataLoader(TensorDataset(torch.arange(5.0)), batch_size=2, shuffle=True)
"""
FITS = {
    "w": "tensor",
    "loss": "graph",
    "loss.detach()": "tensor",
    "torch.zeros(0)": "tensor",
    "torch.tensor(1 + 2j)": "tensor",
    "torch.eye(3).to_sparse()": "tensor",
    "torch.empty(2, device='meta')": "variables",
    "model": "modules",
    "loader": "batches",
    "DataLoader(TensorDataset(torch.eye(2)), batch_size=None)": "variables",
    "[[0, 1], [2]]": "batches",
    "[[[0, 1], [2]], [[2, 0], [1]]]": "batches",
    "[torch.tensor([0, 1]), torch.tensor([2])]": "batches",
    "[torch.zeros(2, 2), torch.zeros(1, 2)]": "variables",
    "[0.5, 0.25, None]": "series",
    "[loss, w]": "series",
    "[True, False]": "variables",
    "[1.0]": "variables",
    "[]": "variables",
    "model.state_dict()": "variables",
    "'text'": "variables",
    "nn": "variables",
}
"""What is shown → the view that is to be chosen."""


async def shown(pool: Pool, source: str) -> list[Shown]:
    """Return what a program shows, with no view asked for beside it."""
    done = await run(pool, HEAD + source, shows=True)
    assert done.ended.kind == "finished", done.messages
    return [message for message in done.messages if isinstance(message, Shown)]


def calls(found: list[Shown]) -> list[Call]:
    return [each.at for each in found if each.at is not None]


async def test_each_object_is_shown_by_the_view_that_fits_its_type(pool: Pool) -> None:
    found = await shown(pool, f"show({', '.join(FITS)})")

    assert len(found) == len(FITS) <= 24
    assert {call.of: call.kind for call in calls(found)} == FITS


async def test_a_view_says_the_line_and_the_name(pool: Pool) -> None:
    found = await shown(pool, "show(w.grad)\ndef f(x):\n    show(x)\nf(loss)\n")

    assert [(call.line, call.of, call.kind) for call in calls(found)] == [
        (9, "w.grad", "variables"),
        (11, "x", "graph"),
    ]
    assert isinstance(found[1].view, GraphRecord)
    assert found[1].view.of == "x"


async def test_an_object_is_shown_as_it_was_at_the_call(pool: Pool) -> None:
    found = await shown(pool, "x = torch.zeros(2)\nshow(x)\nx += 1\nshow(x)")

    views = [each.view for each in found if isinstance(each.view, TensorRecord)]
    assert [view.value.values for view in views] == [(0.0, 0.0), (1.0, 1.0)]


async def test_of_a_loop_the_first_and_the_last_are_shown(pool: Pool) -> None:
    found = await shown(pool, "for n in range(57):\n    show(torch.tensor(n))")

    assert [(call.time, call.times) for call in calls(found)] == [
        *((n, 0) for n in (1, 2, 3, 4)),
        (57, 57),
    ]
    assert len({each.index for each in found}) == 5


async def test_a_loop_without_end_in_sight_stays_quick_and_small(pool: Pool) -> None:
    found = await shown(pool, "for n in range(20_000):\n    show(n)")

    assert [(call.time, call.times) for call in calls(found)][-1] == (200, 20_000)


async def test_the_passes_of_backward_before_the_call_are_in_the_graph(pool: Pool) -> None:
    (found,) = await shown(pool, "loss.backward()\nshow(loss)")

    assert isinstance(found.view, GraphRecord)
    assert len(found.view.passes) == 1


async def test_showing_a_loader_draws_no_random_number(pool: Pool) -> None:
    done = await run(
        pool,
        HEAD
        + "own = DataLoader(TensorDataset(torch.eye(4)), batch_size=2, shuffle=True,\n"
        + "                 generator=torch.Generator().manual_seed(1))\n"
        + "before = torch.get_rng_state(), own.generator.get_state()\n"
        + "show(loader, own)\n"
        + "print(all(map(torch.equal, before, (torch.get_rng_state(), own.generator.get_state()))))",
        shows=True,
    )

    assert [m.text for m in done.messages if isinstance(m, Output)] == ["True\n"]
    batches = [m.view for m in done.messages if isinstance(m, Shown)]
    assert all(isinstance(each, BatchesRecord) and each.epochs for each in batches)


async def test_the_things_in_a_container_are_shown_each(pool: Pool) -> None:
    found = await shown(pool, "show({'a': w, 'b': 1}, [w, torch.zeros(2)], [1, 2, 4])")

    records = [each.view for each in found]
    assert [type(each) for each in records] == [VariablesRecord, VariablesRecord, SeriesRecord]
    assert isinstance(records[0], VariablesRecord)
    assert [each.name for each in records[0].variables] == [
        "{'a': w, 'b': 1}['a']",
        "{'a': w, 'b': 1}['b']",
    ]


async def test_a_view_can_be_named(pool: Pool) -> None:
    found = await shown(pool, "show(loss, view='tensor')")

    assert isinstance(found[0].view, TensorRecord)


async def test_a_named_view_that_does_not_fit_says_why(pool: Pool) -> None:
    done = await run(pool, HEAD + "show(3, view='tensor')\nprint('on')", shows=True)

    (unshown,) = [message for message in done.messages if isinstance(message, Unshown)]
    assert unshown.raised.exception == "TypeError"
    assert done.ended.kind == "finished"


async def test_a_view_there_is_not_is_the_programs_own_error(pool: Pool) -> None:
    done = await run(pool, HEAD + "show(3, view='sereis')", shows=True)

    assert done.raised is not None
    assert done.raised.exception == "ValueError"
    assert [frame.line for frame in done.raised.frames] == [9]


async def test_there_is_no_show_outside_the_playground(pool: Pool) -> None:
    done = await run(pool, "show(1)")

    assert isinstance(done.raised, Raised)
    assert done.raised.exception == "NameError"


async def test_a_program_may_have_a_show_of_its_own(pool: Pool) -> None:
    done = await run(pool, "def show(x):\n    print('mine', x)\nshow(1)", shows=True)

    assert [m.text for m in done.messages if isinstance(m, Output)] == ["mine 1\n"]


async def test_a_round_of_a_loop_shows_its_own_pass_alone(pool: Pool) -> None:
    found = await shown(pool, "for n in range(3):\n    y = w * n\n    y.backward()\n    show(y)")

    views = [each.view for each in found if isinstance(each.view, GraphRecord)]
    assert [len(view.passes) for view in views] == [1, 1, 1]
