"""Graphs and backward passes as torch has them; recording a pass changes nothing about it."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from tests.probes.watching import watched
from tutor.records.job import Show
from tutor.records.views.graph import MOST_NODES, MOST_PASSES, GraphRecord

pytestmark = pytest.mark.torch

LEAVES = """
w = torch.tensor(2.0, requires_grad=True)
x = torch.tensor(3.0, requires_grad=True)
"""
PLAIN = LEAVES + "loss = w * x\nloss.backward()\n"


def graph(source: str, of: str = "loss") -> GraphRecord:
    return watched(source, Show("graph", of)).record


def names(record: GraphRecord) -> list[str]:
    return [node.name for node in record.graphs[0].nodes]


def ran(record: GraphRecord, number: int = 0) -> list[tuple[str, tuple[str, ...]]]:
    """Return the nodes a pass went through, by variable or class, with what came to them."""
    each = record.passes[number]
    nodes = record.graphs[each.graph].nodes
    return [(nodes[s.node].variable or nodes[s.node].name, s.given) for s in each.steps]


def filled(record: GraphRecord, number: int = 0) -> dict[str, str]:
    """Return `.grad` of each leaf as a pass left it."""
    each = record.passes[number]
    nodes = record.graphs[each.graph].nodes
    return {nodes[step.node].variable: step.grad for step in each.steps if step.grad}


# The graph


def test_a_leaf_used_twice_is_one_node_with_two_ways_in() -> None:
    record = graph(LEAVES + "loss = w * x + w")

    nodes = record.graphs[0].nodes
    ways = [place for node in nodes for place in node.next]
    assert sorted(names(record)) == [
        "AccumulateGrad",
        "AccumulateGrad",
        "AddBackward0",
        "MulBackward0",
    ]
    assert ways.count(next(n for n, node in enumerate(nodes) if node.variable == "w")) == 2


def test_inputs_that_need_no_gradient_have_no_node() -> None:
    record = graph(LEAVES + "with torch.no_grad():\n    c = x * 5\nloss = w * c")

    assert record.graphs[0].nodes[0].skipped == 1
    assert [node.variable for node in record.graphs[0].nodes] == ["loss", "w"]


def test_saved_tensors_are_named_with_their_shapes() -> None:
    record = graph("w = torch.ones(2, 3, requires_grad=True)\nloss = (w * w).exp()")

    assert record.graphs[0].nodes[0].saved == ("result (2, 3)",)
    assert record.graphs[0].nodes[1].saved == ("other (2, 3)", "self (2, 3)")


def test_parameters_are_named_by_their_path_and_results_by_their_variable() -> None:
    record = graph(
        "model = torch.nn.Sequential(torch.nn.Linear(2, 1))\nloss = model(torch.ones(1, 2))"
    )

    assert {node.variable for node in record.graphs[0].nodes} >= {
        "loss",
        "model.0.weight",
        "model.0.bias",
    }


def test_views_are_nodes_too() -> None:
    record = graph("w = torch.ones(2, 3, requires_grad=True)\nloss = w.t().reshape(-1)[1:].sum()")

    assert "TBackward0" in names(record)


def test_a_tensor_changed_in_place_after_it_was_saved_is_told_from_a_freed_one() -> None:
    changed = graph("w = torch.ones(2, requires_grad=True)\ny = w.exp()\nloss = y.sin()\ny.mul_(2)")
    freed = graph("w = torch.ones(2, requires_grad=True)\nloss = w.exp().sum()\nloss.backward()")

    assert (changed.changed, changed.freed) == ((0, 1), ())
    assert (freed.changed, freed.freed) == ((), (1,))


@pytest.mark.parametrize(
    ("expression", "reason"),
    [("w", "leaf"), ("w.detach()", "no-grad"), ("3", "not-a-tensor")],
)
def test_where_there_is_no_graph_the_record_says_why(expression: str, reason: str) -> None:
    record = graph(LEAVES, expression)

    assert (record.reason, record.graphs) == (reason, ())


# Passes


def test_every_node_runs_once_with_the_gradient_that_flows_into_it() -> None:
    record = graph(LEAVES + "y = w * x\nloss = (y + w) ** 2\nloss.backward()")

    assert ran(record) == [
        ("loss", ("1.",)),
        ("AddBackward0", ("16.",)),
        ("y", ("16.",)),
        ("w", ("64.",)),
        ("x", ("32.",)),
    ]
    assert filled(record) == {"w": "64.", "x": "32."}


def test_what_a_node_sends_is_noted_for_each_way() -> None:
    record = graph(LEAVES + "loss = w * w\nloss.backward()")

    assert record.passes[0].steps[0].sent == ((1, "2."), (1, "2."))


def test_a_second_pass_adds_to_grad_unless_it_was_cleared() -> None:
    source = (
        LEAVES
        + "for turn in range(3):\n    w.grad = None if turn == 2 else w.grad\n    loss = 3 * w\n    loss.backward()"
    )

    record = graph(source)

    before = [dict(each.grads)[1] for each in record.passes]
    assert [filled(record, number)["w"] for number in range(3)] == ["3.", "6.", "3."]
    assert before == ["None", "3.", "None"]
    assert len(record.graphs) == 1


def test_only_passes_through_what_is_asked_for_are_kept() -> None:
    source = LEAVES + "a = w * 2\nb = x * 2\na.backward()\nb.backward()"

    record = graph(source, "b")

    assert [each.root for each in record.passes] == ["b"]


def test_a_pass_that_began_further_on_goes_through_it_as_well() -> None:
    record = graph(LEAVES + "h = w * x\nloss = h * 2\nloss.backward()", "h")

    assert [each.root for each in record.passes] == ["loss"]


def test_a_retained_graph_is_not_freed() -> None:
    record = graph(LEAVES + "loss = w * x\nloss.backward(retain_graph=True)\nloss.backward()")

    assert [each.retained for each in record.passes] == [True, False]
    assert [each.freed for each in record.passes] == [(), ()]
    assert len(record.graphs) == 1


def test_a_second_backward_through_a_freed_graph_raises_torchs_own_error() -> None:
    source = PLAIN + "loss.backward()"

    seen = watched(source, Show("graph", "loss"))
    bare = watched(source)

    assert str(seen.raised) == str(bare.raised)
    assert [each.raised for each in seen.record.passes] == ["", "RuntimeError"]
    assert seen.record.passes[1].freed == (0,)


def test_a_root_of_several_elements_without_gradient_raises_torchs_own_error() -> None:
    source = "w = torch.ones(2, requires_grad=True)\nloss = w * 2\nloss.backward()"

    seen = watched(source, Show("graph", "loss"))

    assert str(seen.raised) == "grad can be implicitly created only for scalar outputs"
    assert seen.record.passes[0].steps == ()
    assert seen.record.passes[0].raised == "RuntimeError"


def test_a_root_of_several_elements_starts_from_the_gradient_it_is_given() -> None:
    source = "w = torch.ones(2, requires_grad=True)\nloss = w * 2\nloss.backward(gradient=torch.tensor([1., 10.]))"

    assert ran(graph(source)) == [("loss", ("[1., 10.]",)), ("w", ("[2., 20.]",))]


def test_several_roots_are_all_roots() -> None:
    record = graph(LEAVES + "a, b = w * 2, w * 3\ntorch.autograd.backward([a, b])", "a")

    assert len(record.graphs[0].roots) == 2
    assert filled(record) == {"w": "5."}


def test_autograd_grad_fills_no_leaf_and_what_it_returns_is_named() -> None:
    record = graph(LEAVES + "loss = w * x\ngradients = torch.autograd.grad(loss, [w, x])")

    assert record.passes[0].returned == (("w", "3."), ("x", "2."))
    assert filled(record) == {}
    assert [grad for _, grad in record.grads] == ["None", "None"]


def test_double_backward_goes_through_the_graph_of_the_gradient() -> None:
    source = LEAVES + "y = w ** 3\ng, = torch.autograd.grad(y, w, create_graph=True)\ng.backward()"

    record = graph(source, "g")

    assert [each.root for each in record.passes] == ["g"]
    assert filled(record) == {"w": "12."}


def test_hooks_see_and_change_gradients_before_they_are_noted() -> None:
    source = LEAVES + "y = w * 2\ny.register_hook(lambda g: g * 10)\nloss = y * 3\nloss.backward()"

    record = graph(source)

    assert ran(record)[1] == ("y", ("30.",))
    assert record.passes[0].steps[0].sent == ((1, "3."),)


def test_a_kept_gradient_is_filled_when_its_node_runs() -> None:
    record = graph(LEAVES + "y = w * x\ny.retain_grad()\nloss = y * 4\nloss.backward()")

    assert filled(record) == {"y": "4.", "w": "12.", "x": "8."}


def test_custom_functions_are_nodes_with_their_saved_tensors() -> None:
    source = (
        LEAVES
        + """
class Square(torch.autograd.Function):
    @staticmethod
    def forward(ctx, v):
        ctx.save_for_backward(v)
        ctx.variable = "mine"
        return v * v

    @staticmethod
    def backward(ctx, g):
        (v,) = ctx.saved_tensors
        return 2 * v * g

loss = Square.apply(w)
loss.backward()
"""
    )

    record = graph(source)

    assert names(record) == ["SquareBackward", "AccumulateGrad"]
    assert record.graphs[0].nodes[0].saved == ("()",)
    assert filled(record) == {"w": "4."}


def test_a_pass_inside_a_function_is_named_by_the_functions_variables() -> None:
    source = "def train():\n    v = torch.ones((), requires_grad=True)\n    inner = v * 2\n    inner.backward()\ntrain()"

    record = graph(source, "inner")

    assert ran(record) == [("inner", ("1.",)), ("v", ("2.",))]


def test_one_shot_inputs_reach_torch_whole() -> None:
    source = LEAVES + "loss = w * x\ngot = torch.autograd.grad(loss, (v for v in (w, x)))"

    found = watched(source, Show("graph", "loss"))

    assert [each.item() for each in found.namespace["got"]] == [3.0, 2.0]


# What gradients look like


@pytest.mark.parametrize(
    ("leaf", "loss", "text"),
    [
        ("torch.tensor(2.0)", "w * 2", "2."),
        ("torch.ones(0)", "w.sum()", "(0,)"),
        ("torch.ones(2, 2)", "w.sum()", "[[1., 1.], [1., 1.]]"),
        ("torch.ones(7)", "w.sum()", "(7,)"),
        ("torch.ones(1000, 1000)", "w.sum()", "(1000, 1000)"),
        ("torch.ones(2, dtype=torch.bfloat16)", "(w * 0.1).sum()", "[0.1001, 0.1001]"),
        ("torch.ones(1, dtype=torch.complex64)", "(w * 2j).abs().sum()", "[2+0j]"),
        ("torch.zeros(2)", "(w / 0).sum()", "[inf, inf]"),
        ("torch.zeros(2)", "w.norm().sqrt().sum() * 0", "[nan, nan]"),
        ("torch.zeros(50)", "(w / w).sum()", "(50,) nan"),
    ],
)
def test_a_small_gradient_is_its_values_and_any_other_its_shape(
    leaf: str, loss: str, text: str
) -> None:
    record = graph(f"w = {leaf}.requires_grad_()\nloss = {loss}\nloss.backward()")

    assert filled(record) == {"w": text}


def test_a_sparse_gradient_is_its_shape() -> None:
    source = "table = torch.nn.Embedding(50, 2, sparse=True)\nloss = table(torch.tensor([1])).sum()\nloss.backward()"

    assert filled(graph(source)) == {"table.weight": "(50, 2)"}


# Bounds


def test_a_deep_module_is_whole() -> None:
    source = "model = torch.nn.Sequential(*[m for _ in range(8) for m in (torch.nn.Linear(4, 4), torch.nn.ReLU())])\nloss = model(torch.ones(2, 4)).sum()\nloss.backward()"

    record = graph(source)

    assert record.graphs[0].left_out == 0
    assert len(filled(record)) == 16


def test_a_graph_of_two_hundred_nodes_is_stepped_whole_and_a_larger_one_in_part() -> None:
    chain = "y = w\nfor _ in range({count}):\n    y = y * 2\nloss = y\nloss.backward()"

    whole = graph(
        "w = torch.ones(3, requires_grad=True)\n"
        + chain.format(count=198).replace("loss.", "loss.sum().")
    )
    large = graph(
        "w = torch.ones(3, requires_grad=True)\n"
        + chain.format(count=900).replace("loss.", "loss.sum().")
    )

    assert (len(whole.graphs[0].nodes), whole.graphs[0].left_out) == (200, 0)
    assert len(whole.passes[0].steps) == 200
    assert len(large.graphs[0].nodes) == MOST_NODES
    assert large.graphs[0].left_out == 902 - MOST_NODES


def test_many_passes_are_counted_and_the_first_are_kept() -> None:
    record = graph(LEAVES + "for _ in range(100):\n    loss = w * x\n    loss.backward()")

    assert len(record.passes) == MOST_PASSES
    assert record.left_out == 100 - MOST_PASSES
    assert [grad for _, grad in record.grads] == ["300.", "200."]


def test_a_graph_that_is_too_large_for_its_record_loses_its_far_nodes() -> None:
    source = "parts = [torch.ones(3, requires_grad=True) for _ in range(60)]\nloss = sum(torch.cat(parts * 3).sum() for _ in range(100))\nloss.backward()"

    record = graph(source)

    assert record.graphs[0].left_out > 0
    assert all(
        place < len(record.graphs[0].nodes)
        for node in record.graphs[0].nodes
        for place in node.next
    )


# Nothing changes


SAME = {
    "grads": PLAIN + "out = (w.grad, x.grad)",
    "module": "torch.manual_seed(0)\nm = torch.nn.Linear(3, 2)\nfor _ in range(3):\n    loss = m(torch.ones(2, 3)).pow(2).sum()\n    loss.backward()\nout = (m.weight.grad, m.bias.grad)",
    "accumulate hook": LEAVES
    + "said = []\nw.register_post_accumulate_grad_hook(lambda p: said.append(p.grad.clone()))\nloss = w * x\nloss.backward()\nout = tuple(said)",
    "node hooks": LEAVES
    + "said = []\nloss = w * x\nloss.grad_fn.register_prehook(lambda g: (g[0] * 2,))\nloss.grad_fn.register_hook(lambda i, o: said.append(o[0]))\nloss.backward()\nout = (w.grad, *said)",
    "packed": LEAVES
    + "said = []\nwith torch.autograd.graph.saved_tensors_hooks(lambda t: t, lambda t: said.append(t) or t):\n    loss = w * x\nloss.backward()\nout = tuple(said)",
    "checkpoint": "from torch.utils.checkpoint import checkpoint\ncalls = []\ndef f(v):\n    calls.append(torch.ones(1))\n    return v.sin()\nw = torch.ones(2, requires_grad=True)\nloss = checkpoint(f, w, use_reentrant=False).sum()\nloss.backward()\nout = (w.grad, *calls)",
    "reentrant checkpoint": "from torch.utils.checkpoint import checkpoint\nw = torch.ones(2, requires_grad=True)\nloss = checkpoint(torch.sin, w, use_reentrant=True).sum()\nloss.backward()\nout = (w.grad,)",
    "modes": "from torch.utils._python_dispatch import TorchDispatchMode\nseen = []\nclass Log(TorchDispatchMode):\n    def __torch_dispatch__(self, func, types, args=(), kwargs=None):\n        seen.append(str(func))\n        return func(*args, **(kwargs or {}))\nw = torch.ones(2, requires_grad=True)\nloss = (w * 2).sum()\nwith Log():\n    loss.backward()\nout = (torch.tensor(len(seen)),)",
    "limited inputs": LEAVES
    + "loss = w * x\nloss.backward(inputs=[w])\nout = (w.grad, torch.tensor(x.grad is None))",
    "functional": "out = (torch.autograd.functional.hessian(lambda v: v ** 3, torch.tensor(2.0)), torch.func.grad(torch.sin)(torch.tensor(1.0)))",
    "vmapped": "w = torch.ones(2, requires_grad=True)\nloss = w * 3\nout = torch.autograd.grad(loss, w, torch.eye(2), is_grads_batched=True)",
    "create graph": LEAVES
    + "loss = w ** 3\nloss.backward(create_graph=True)\nsecond, = torch.autograd.grad(w.grad, w)\nout = (w.grad.detach(), second)\nw.grad = None",
    "anomaly": LEAVES
    + "with torch.autograd.detect_anomaly(check_nan=False):\n    loss = w * x\n    loss.backward()\nout = (w.grad,)",
}


@pytest.mark.filterwarnings("ignore:Anomaly Detection")
@pytest.mark.filterwarnings("ignore:Using backward")
@pytest.mark.parametrize("source", SAME.values(), ids=SAME.keys())
def test_recording_changes_no_result(source: str) -> None:
    bare = watched(source)
    seen = watched(source, Show("graph", "loss" if "loss" in source else "out[0]"))

    assert bare.raised is None
    assert seen.raised is None
    assert len(seen.namespace["out"]) == len(bare.namespace["out"])
    for mine, own in zip(seen.namespace["out"], bare.namespace["out"], strict=True):
        assert torch.equal(mine, own)


def test_what_a_hook_raises_reaches_the_program() -> None:
    source = (
        LEAVES
        + "def fail(g):\n    raise RuntimeError('mine')\ny = w * 2\ny.register_hook(fail)\nloss = y * x\nloss.backward()"
    )

    found = watched(source, Show("graph", "loss"))

    assert str(found.raised) == "mine"
    assert found.record.passes[0].raised == "RuntimeError"


def test_no_hook_of_ours_stays_behind() -> None:
    found = watched(
        LEAVES + "loss = w * x\nloss.backward(retain_graph=True)", Show("graph", "loss")
    )
    steps = len(found.record.passes[0].steps)

    found.namespace["loss"].backward()

    assert len(found.record.passes[0].steps) == steps
    assert torch.autograd.backward.__module__ == "torch.autograd"
    assert not hasattr(torch.autograd.backward, "__wrapped__")


def test_a_graph_that_the_program_lets_go_is_let_go() -> None:
    source = "import gc, weakref\nw = torch.ones(3, requires_grad=True)\nbig = torch.ones(3)\ngone = weakref.ref(big)\nloss = (w * big).sum()\nloss.backward()\ndel big, loss\nalive = gone() is not None"

    seen: dict[str, Any] = watched(source, Show("graph", "w")).namespace
    bare = watched(source).namespace

    assert seen["alive"] == bare["alive"]
    assert seen["alive"] is False
