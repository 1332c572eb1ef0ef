"""A spare rehearses before its job comes; the program that comes cannot tell, nor wait for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.runner.running import run
from tutor.records.values import Plain
from tutor.runner.pool import Pool

pytestmark = [pytest.mark.torch, pytest.mark.asyncio(loop_scope="session")]

LOOK = """
import gc, random, sys, threading
names = set(globals())
import numpy, torch

def left_of(*kinds):
    gc.unfreeze()
    return [each for each in gc.get_objects() if isinstance(each, kinds)]

def fresh(seed):
    return torch.Generator().manual_seed(seed).get_state()
"""
TRAINING = """
import resource

def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt

before = faults()
import torch
torch.manual_seed(1)
model = torch.nn.Linear(3, 2)
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
x, y = torch.randn(8, 3), torch.randn(8, 2)
for step in range(5):
    optimizer.zero_grad()
    loss = torch.nn.functional.mse_loss(model(x), y)
    loss.backward()
    optimizer.step()
copied = faults() - before
"""
FEW = 120
"""Pages that may be copied while it runs; without a rehearsal they are more than five hundred."""

EARLY = """
import sys
from tutor.runner import child, warm
warm.load_torch()
child.rehearse()
print("torch._dynamo" in sys.modules)
"""

UNTOLD = {
    "names": "sorted(names - {'__builtins__', 'gc', 'random', 'sys', 'threading'}) "
    "== ['__doc__', '__loader__', '__name__', '__package__', '__spec__']",
    "torch's numbers": "torch.initial_seed() == 0 and torch.equal(torch.get_rng_state(), fresh(0))",
    "Python's numbers": "random.getstate() == random.Random(0).getstate()",
    "numpy's numbers": "numpy.random.rand() == numpy.random.RandomState(0).rand()",
    "models and optimizers": "left_of(torch.nn.Linear, torch.optim.Optimizer) == []",
    "tensors with a gradient": "[x for x in left_of(torch.Tensor) if x.grad is not None] == []",
    "dtype": "torch.get_default_dtype() == torch.float32",
    "device": "torch.get_default_device().type == 'cpu'",
    "gradients": "torch.is_grad_enabled() and not torch.is_inference_mode_enabled()",
    "anomaly": "not torch.is_anomaly_enabled()",
    "threads": "threading.active_count() == 1 and torch.get_num_threads() > 0",
    "hooks": "torch.nn.modules.module._global_forward_hooks == {}",
    "printed values": "torch._tensor_str.PRINT_OPTS.precision == 4",
    "garbage": "gc.isenabled() and gc.garbage == []",
    "trace": "sys.gettrace() is None and sys.getprofile() is None",
}


@pytest.mark.parametrize("fact", UNTOLD)
async def test_a_program_finds_nothing_of_the_rehearsal(pool: Pool, fact: str) -> None:
    done = await run(pool, LOOK, evaluate={"same": UNTOLD[fact]})

    found = done.evaluated("main", "same")
    assert found is not None
    assert found.value == Plain(True)


async def test_a_training_loop_writes_to_pages_that_are_its_own_already(pool: Pool) -> None:
    done = await run(pool, TRAINING, evaluate={"copied": "copied"})

    copied = done.evaluated("main", "copied")
    assert copied is not None
    assert isinstance(copied.value, Plain)
    assert isinstance(copied.value.value, int)
    assert copied.value.value < FEW


async def test_an_early_spare_loads_nothing_that_all_will_share() -> None:
    command = [sys.executable, "-c", EARLY]

    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
