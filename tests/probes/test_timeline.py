"""Which hooks ran and what they changed, as a real run records it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.probes.looking import text
from tests.runner.running import run
from tutor.records.codec import encode
from tutor.records.job import Show
from tutor.records.messages import Shown
from tutor.records.views.timeline import Passed, TimelineEvent, TimelineRecord
from tutor.runner.pool import Pool

pytestmark = [pytest.mark.torch, pytest.mark.asyncio(loop_scope="session")]

START = """
import torch
from torch import nn
torch.manual_seed(0)

def note(*given, **named):
    pass

class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(2, 2)
        self.second = nn.Linear(2, 1)

    def forward(self, x, scale=1):
        return self.second(self.first(x)) * scale

model = Model()
x = torch.ones(3, 2, requires_grad=True)
"""


async def record(pool: Pool, source: str, of: str = "", start: str = START) -> TimelineRecord:
    done = await run(pool, start + source, show=(Show("timeline", of),))
    shown: list[Any] = [m.view for m in done.messages if isinstance(m, Shown)]
    assert shown, done.messages
    assert len(encode(shown[0])) <= 64 * 2**10
    return shown[0]


def steps(events: tuple[TimelineEvent, ...]) -> list[str]:
    """Return phase and owner of each event; a module's own forward as `forward()`."""
    return [f"{'forward()' if e.phase == 'call' else e.phase} {e.owner}".strip() for e in events]


def passed(event: TimelineEvent, name: str) -> Passed:
    return next(each for each in event.passed if each.name == name)


def shapes(items: tuple[Any, ...]) -> list[Any]:
    return [item.kind or item.shape for item in items]


def values(items: tuple[Any, ...]) -> list[Any]:
    return [item.values for item in items]


async def test_all_kinds_of_a_module_come_in_their_order(pool: Pool) -> None:
    source = """
model.register_full_backward_hook(note)
model.register_full_backward_pre_hook(note)
model.register_forward_hook(note)
model.register_forward_pre_hook(note)
model(x).sum().backward()
"""
    found = await record(pool, source)

    assert steps(found.events) == [
        "forward_pre model",
        "forward() model",
        "forward() model.first",
        "forward() model.second",
        "forward model",
        "full_backward_pre model",
        "full_backward model",
    ]
    assert [event.depth for event in found.events] == [0, 0, 1, 1, 0, 0, 0]
    assert shapes(passed(found.events[-1], "grad_input").before) == [(3, 2)]
    assert shapes(passed(found.events[-1], "grad_output").before) == [(3, 1)]
    assert found.silent == ()


async def test_inputs_without_grad_are_none_in_grad_input(pool: Pool) -> None:
    source = "model.register_full_backward_hook(note)\nmodel(x.detach()).sum().backward()"

    found = await record(pool, source)

    assert shapes(passed(found.events[-1], "grad_input").before) == ["None"]


async def test_what_a_hook_returns_is_before_and_after(pool: Pool) -> None:
    source = """
model.first.register_forward_pre_hook(lambda m, args: (args[0][:1],))
model.first.register_forward_hook(lambda m, args, out: out.detach().fill_(1.0))
w = torch.tensor(1.0, requires_grad=True)
h = w * 2
h.register_hook(lambda grad: grad * 10)
model.first(x)
(h * 3).backward()
"""
    found = await record(pool, source)

    pre, call, after, tensor = found.events
    assert shapes(passed(pre, "args").before) == [(3, 2)]
    assert shapes(passed(pre, "args").after) == [(1, 2)]
    assert passed(pre, "args").change == "returned"
    assert shapes(passed(call, "args").before) == [(1, 2)]
    assert values(passed(after, "output").after) == [(1.0, 1.0)]
    assert (tensor.owner, tensor.phase) == ("h", "tensor")
    assert values(passed(tensor, "grad").before) == [(3.0,)]
    assert values(passed(tensor, "grad").after) == [(30.0,)]


async def test_what_a_hook_changes_in_place_or_assigns_is_seen(pool: Pool) -> None:
    source = """
def clip(parameter):
    parameter.grad.clamp_(-1, 1)

def drop(parameter):
    parameter.grad = None

w = torch.tensor(1.0, requires_grad=True)
b = torch.tensor(1.0, requires_grad=True)
w.register_post_accumulate_grad_hook(clip)
b.register_post_accumulate_grad_hook(drop)
(w * 5 + b).backward()
"""
    found = {event.owner: event for event in (await record(pool, source)).events}

    clipped, dropped = passed(found["w"], ".grad"), passed(found["b"], ".grad")
    assert (clipped.change, values(clipped.before), values(clipped.after)) == (
        "in place", [(5.0,)], [(1.0,)],
    )  # fmt: skip
    assert (dropped.change, shapes(dropped.after)) == ("assigned", ["None"])


async def test_a_hook_that_returns_what_it_was_given_changes_nothing(pool: Pool) -> None:
    source = "model.first.register_forward_hook(lambda m, args, out: out)\nmodel.first(x)"

    found = await record(pool, source)

    assert [each.change for each in found.events[-1].passed] == ["", ""]


async def test_removed_and_prepended_hooks(pool: Pool) -> None:
    source = """
def late(*given): pass
def early(*given): pass
layer = nn.Linear(2, 1)
layer.register_forward_hook(late)
layer.register_forward_hook(early, prepend=True)
gone = layer.register_forward_hook(note)
layer(x)
gone.remove()
with layer.register_forward_hook(note):
    pass
layer(x)
"""
    found = await record(pool, source, "layer")

    assert [e.hook for e in found.events if e.phase in ("forward", "remove")] == [
        "early", "late", "note", "note", "note", "early", "late",
    ]  # fmt: skip
    assert [e.phase for e in found.events].count("remove") == 2
    assert next(e for e in found.events if e.hook == "early").options == ("prepend",)
    assert [(each.hook, each.removed) for each in found.silent] == [("note", True)]


async def test_hooks_that_never_run_are_named(pool: Pool) -> None:
    source = """
model.register_forward_hook(note)
model.register_full_backward_hook(note)
with torch.no_grad():
    model(x)
model.first.register_forward_hook(note)
model.first.forward(x)
"""
    found = await record(pool, source)

    assert [(each.phase, each.owner) for each in found.silent] == [
        ("full_backward", "model"),
        ("forward", "model.first"),
    ]


async def test_keyword_arguments_and_what_a_hook_makes_of_them(pool: Pool) -> None:
    source = """
model.register_forward_pre_hook(lambda m, a, k: (a, {"scale": 3}), with_kwargs=True)
model.register_forward_hook(lambda m, a, k, out: None, with_kwargs=True)
model(x, scale=2)
"""
    found = await record(pool, source, "model")

    pre, call = found.events[:2]
    scale = passed(pre, "kwargs scale:")
    assert (values(scale.before), values(scale.after)) == ([(2,)], [(3,)])
    assert values(passed(call, "kwargs scale:").before) == [(3,)]


async def test_a_forward_that_raises_still_calls_what_is_always_called(pool: Pool) -> None:
    source = """
layer = nn.Linear(2, 1)
layer.register_forward_hook(note)
layer.register_forward_hook(note, always_call=True)
try:
    layer(torch.ones(5))
except RuntimeError:
    pass
"""
    found = await record(pool, source)

    assert steps(found.events) == ["forward() layer", "forward layer"]
    assert found.events[0].raised == "RuntimeError"
    assert found.events[1].options == ("always_call",)


async def test_a_pre_hook_that_raises_means_that_forward_never_began(pool: Pool) -> None:
    source = """
def refuse(module, args):
    raise ValueError

model.first.register_forward_pre_hook(refuse)
try:
    model(x)
except ValueError:
    pass
model.second(torch.ones(1, 2))
"""
    found = await record(pool, source)

    assert steps(found.events) == [
        "forward() model",
        "forward_pre model.first",
        "forward() model.second",
    ]
    assert [event.raised for event in found.events] == ["ValueError", "ValueError", ""]
    assert found.events[-1].depth == 0


async def test_hooks_of_every_module_the_optimizer_and_the_nodes(pool: Pool) -> None:
    source = """
from torch.nn.modules.module import register_module_forward_hook
register_module_forward_hook(note)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
optimizer.register_step_pre_hook(note)
optimizer.register_step_post_hook(note)
y = model.first(x)
y.grad_fn.register_prehook(note)
y.grad_fn.register_hook(note)
torch.autograd.graph.register_multi_grad_hook((x, model.first.weight), note)
y.sum().backward()
optimizer.step()
"""
    found = await record(pool, source)

    assert sorted(steps(found.events)) == sorted([
        "forward() model.first",
        "forward model.first",
        "grad_fn_pre y.grad_fn",
        "grad_fn y.grad_fn",
        "multi_grad",
        "step_pre optimizer",
        "step_post optimizer",
    ])  # fmt: skip
    assert "global" in next(e for e in found.events if e.phase == "forward").options


async def test_hooks_on_a_function_of_the_programs_own(pool: Pool) -> None:
    source = """
class Double(torch.autograd.Function):
    @staticmethod
    def forward(ctx, t):
        return t * 2

    @staticmethod
    def backward(ctx, grad):
        return grad * 2

y = Double.apply(x)
y.grad_fn.register_hook(lambda given, out: (given[0] * 5,))
y.sum().backward()
"""
    found = await record(pool, source)

    assert [(e.phase, e.kind) for e in found.events] == [("grad_fn", "DoubleBackward")]
    assert values(passed(found.events[0], "grad_input").after) == [(10.0,) * 6]


@pytest.mark.filterwarnings("ignore")
async def test_the_deprecated_backward_hook_has_a_phase_of_its_own(pool: Pool) -> None:
    source = (
        "layer = nn.Linear(2, 1)\nlayer.register_backward_hook(note)\nlayer(x).sum().backward()"
    )

    found = await record(pool, source)

    assert found.events[-1].phase == "backward"
    assert found.events[-1].options == ("deprecated",)


SAME = """
import copy, io, pickle
import torch
from torch import nn
torch.manual_seed(0)

def note(*given): pass

net = nn.Sequential(nn.utils.parametrizations.weight_norm(nn.Linear(2, 2)), nn.LazyLinear(1))
old = torch.nn.utils.weight_norm(nn.Linear(2, 2))
torch.nn.utils.remove_weight_norm(old)
handle = net.register_forward_hook(note)
net.register_full_backward_hook(lambda m, i, o: (o[0].expand(3, 2) * 2,))
known = note in net._forward_hooks.values() and handle.id in net._forward_hooks
shown = repr(list(net._forward_hooks.values())[0]) == repr(note)
pickled = pickle.loads(pickle.dumps(note))
again = copy.deepcopy(nn.Sequential(nn.Identity()))
x = torch.ones(3, 2, requires_grad=True)
loss = net(x).sum()
loss.backward(retain_graph=True)
twin = copy.deepcopy(net)
count = len(twin._forward_hooks)
handle.remove()
left = len(net._forward_hooks), len(torch.nn.modules.module._global_forward_hooks)
state = torch.get_rng_state().sum().item()
result = [x.grad.tolist(), loss.item(), known, shown, count, left, state]
"""


async def test_a_program_comes_to_the_same_with_and_without_recording(pool: Pool) -> None:
    without = await run(pool, SAME, evaluate={"all": "result"})
    recorded = await run(pool, SAME, evaluate={"all": "result"}, show=(Show("timeline", ""),))

    expected = without.evaluated("main", "all")
    assert expected is not None
    assert expected.value is not None
    assert recorded.evaluated("main", "all") == expected


async def test_recording_is_unseen_by_modes_and_keeps_no_tensor_alive(pool: Pool) -> None:
    source = """
import gc, weakref
from torch.utils._python_dispatch import TorchDispatchMode

class Log(TorchDispatchMode):
    def __torch_dispatch__(self, func, kinds, args=(), kwargs=None):
        seen.append(str(func))
        return func(*args, **(kwargs or {}))

seen = []
layer = nn.Identity()
layer.register_forward_hook(note)
with Log():
    layer(torch.ones(2))
h = x * 2
h.register_hook(note)
gone = weakref.ref(h)
del h
gc.collect()
seen.append(gone() is None)
"""
    done = await run(pool, START + source, evaluate={"seen": "seen"}, show=(Show("timeline", ""),))

    seen = done.evaluated("main", "seen")
    assert seen is not None
    assert seen.value is not None
    assert [item.value for item in seen.value.items] == ["aten.ones.default", True]


async def test_what_is_evaluated_after_the_program_is_not_recorded(pool: Pool) -> None:
    done = await run(
        pool, START, evaluate={"y": "model(x).sum().item()"}, show=(Show("timeline", ""),)
    )

    shown: list[Any] = [m.view for m in done.messages if isinstance(m, Shown)]
    assert shown[0].events == ()


async def test_a_million_elements_a_thousand_firings_and_odd_dtypes(pool: Pool) -> None:
    source = """
wide = nn.Identity()
wide.register_forward_hook(note)
for dtype in (torch.bfloat16, torch.bool, torch.complex64):
    wide(torch.zeros(2, dtype=dtype))
wide(torch.tensor([float("nan"), float("inf")]))
wide(torch.empty(0, 3))
wide(torch.tensor(1.0))
wide(torch.zeros(1000, 1000))
wide({"a": torch.zeros(2), "b": [None, "text"]})
for _ in range(1000):
    wide(x)
"""
    found = await record(pool, source)

    hooks = [e for e in found.events if e.phase == "forward"]
    assert shapes(passed(hooks[0], "output").before) == [(2,)]
    assert values(passed(hooks[2], "output").before) == [("0j", "0j")]
    assert shapes(passed(hooks[4], "output").before) == [(0, 3)]
    assert shapes(passed(hooks[6], "output").before) == [(1000, 1000)]
    assert shapes(passed(hooks[7], "output").before) == [(2,), "None", "str"]
    assert len(found.events) + found.left_out == 2016
    for width in (40, 80, 120):
        assert text(found, width)


async def test_a_deep_module_is_indented_and_named_by_its_path(pool: Pool) -> None:
    source = """
deep = nn.Linear(2, 2)
for _ in range(8):
    deep = nn.Sequential(deep)
for module in deep.modules():
    module.register_forward_hook(note)
deep(x)
"""
    found = await record(pool, source, "deep")

    assert [e.depth for e in found.events] == [*range(9), *reversed(range(9))]
    assert found.events[8].owner == "deep" + ".0" * 8
