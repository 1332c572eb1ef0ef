"""What is loaded and touched before a program runs, so that its first backward is not slow.

`load_torch` is enough for a first program; `load_the_rest` imports what the first optimizer, hook
or DataLoader would otherwise import in every run.
"""

from __future__ import annotations

import contextlib
import importlib
import platform
import random
import sys
import warnings
from functools import cache
from pathlib import Path

MODULES = (
    "torch._dynamo",
    "torch.utils.data",
    "torch.fx",
    "torch.func",
    "torch.testing",
    "torch.utils.checkpoint",
    "torch.profiler._cupti_monitor",
    "torch._subclasses.schema_check_mode",
    "torch.utils.serialization",
    "tutor.probes",
    "tutor.probes.facts",
    "tutor.probes.near",
    "tutor.probes.graph",
    "tutor.probes.series",
    "tutor.probes.timeline",
    "tutor.probes.shapes",
    "tutor.probes.batches",
    "tutor.probes.padding",
    "tutor.probes.loading",
    "tutor.probes.tensor",
    "tutor.probes.broadcast",
    "tutor.probes.memory",
    "tutor.probes.modules",
    "tutor.probes.variables",
)
"""Modules the first use of something common imports; those an older torch lacks are passed over."""


def load_torch() -> dict[str, str]:
    """Import torch with one thread and return the versions runs use; raises ImportError."""
    import numpy
    import torch

    torch.set_num_threads(1)
    with contextlib.suppress(RuntimeError):
        torch.set_num_interop_threads(1)
    return {
        "torch": str(torch.__version__),
        "numpy": str(numpy.__version__),
        "python": platform.python_version(),
    }


def load_the_rest() -> None:
    """Import the warm list and run a little of everything once, on one thread."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in MODULES:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
        _rehearse()
    _has_accelerator()


def is_whole() -> bool:
    """Tell whether what the first optimizer needs has been loaded."""
    return MODULES[0] in sys.modules


def _rehearse() -> None:
    import torch
    from torch.utils.data import DataLoader, TensorDataset

    model = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.ReLU(), torch.nn.Linear(3, 1))
    x = torch.randn(4, 2)
    for build in (torch.optim.SGD, torch.optim.Adam):
        optimizer = build(model.parameters(), lr=0.01)
        optimizer.zero_grad()
        torch.autograd.backward(torch.nn.functional.mse_loss(model(x), torch.zeros(4, 1)))
        optimizer.step()
    repr(model), repr(x), list(DataLoader(TensorDataset(x), batch_size=2, shuffle=True))


def seed_everything(seed: int) -> None:
    """Seed torch, numpy and random: a forked process would repeat its parent's numbers."""
    import numpy
    import torch

    random.seed(seed)
    numpy.random.seed(seed % 2**32)
    if _has_accelerator():
        torch.manual_seed(seed)
    else:
        # What manual_seed does besides is asking for devices that are not there: half a ms.
        torch.default_generator.manual_seed(seed)


@cache
def _has_accelerator() -> bool:
    """Tell whether there is a device beside the CPU; asked once, before the fork."""
    import torch

    return bool(torch.cuda.is_available() or torch.backends.mps.is_available())


def restore_defaults() -> None:
    """Put back what a program can change for the whole process, before another one runs in it."""
    import torch

    torch.set_grad_enabled(True)
    torch.set_default_dtype(torch.float32)
    torch.set_default_device(None)
    if torch.are_deterministic_algorithms_enabled():  # the call imports a compiler: a second
        torch.use_deterministic_algorithms(False)
    torch.autograd.set_detect_anomaly(False)
    torch.set_printoptions(profile="default")  # type: ignore[no-untyped-call]


def threads() -> int:
    """Return how many threads this process has, where that can be told, else 1."""
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.exists() else 1


def set_threads(count: int) -> None:
    """Let one operation of torch use so many threads."""
    import torch

    torch.set_num_threads(count)
