"""The variables of a program, whatever its objects do when they are looked at."""

from __future__ import annotations

import math
import types
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from tests.probes.looking import made, text
from tutor.records.values import TensorValue
from tutor.records.views.variables import Variable, VariablesRecord

pytestmark = pytest.mark.torch


def after(source: str, of: str = "") -> dict[str, Variable]:
    """Return the variables by name after a program has run as `__main__`."""
    namespace: dict[str, Any] = {"__name__": "__main__", "torch": torch, "nn": nn, "np": np}
    exec(source, namespace)
    return {each.name: each for each in made("variables", of, namespace).variables}


def test_names_come_in_the_order_they_were_bound_and_imports_are_left_out() -> None:
    source = "import math\nfrom torch.nn import Linear\nb = 1\na = 2\nb = 3\ndef f(): pass\n_x = 1"

    assert list(after(source)) == ["b", "a", "f"]


def test_a_leaf_has_its_grad_and_a_result_has_its_grad_fn() -> None:
    found = after("w = torch.ones(2, requires_grad=True)\nloss = (w * 3).sum()\nloss.backward()")

    w, loss = found["w"].value, found["loss"].value
    assert isinstance(w, TensorValue)
    assert isinstance(loss, TensorValue)
    assert (w.is_leaf, found["w"].keeps_grad, found["w"].grad.values) == (True, True, (3.0, 3.0))
    assert (loss.is_leaf, loss.grad_fn, found["loss"].keeps_grad) == (False, "SumBackward0", False)


def test_a_result_that_retains_its_grad_shows_it() -> None:
    found = after(
        "w = torch.ones(1, requires_grad=True)\nh = w * 2\nh.retain_grad()\n(h * 5).backward()"
    )

    assert found["h"].grad.values == (5.0,)


def test_under_no_grad_nothing_requires_grad() -> None:
    found = after("w = torch.ones(1, requires_grad=True)\nwith torch.no_grad():\n    y = w * 2")

    assert not found["y"].value.requires_grad
    assert found["w"].keeps_grad
    assert found["w"].grad is None


SHARING = """
base = torch.arange(6.0)
view = base[4:]
copy = base.clone()
same = base
detached = base.detach()
array = base.numpy()
empty = torch.empty(0)
other = torch.ones(2)
flipped = other.t()
"""


def test_views_share_memory_and_copies_do_not() -> None:
    found = after(SHARING)

    groups = {name: each.memory for name, each in found.items()}
    assert groups == {
        "base": 1, "view": 1, "copy": 0, "same": 1, "detached": 1, "array": 1,
        "empty": 0, "other": 2, "flipped": 2,
    }  # fmt: skip
    assert found["same"].same_as == "base"
    assert not found["view"].same_as


def test_one_object_under_two_names_shares_memory_with_no_other() -> None:
    found = after("a = torch.ones(2)\nb = a")

    assert [each.memory for each in found.values()] == [0, 0]


@pytest.mark.parametrize(
    ("source", "dtype", "shape", "values"),
    [
        ("torch.tensor(3.0)", "float32", (), (3.0,)),
        ("torch.empty(0, 3)", "float32", (0, 3), ()),
        ("torch.tensor([1.5], dtype=torch.bfloat16)", "bfloat16", (1,), (1.5,)),
        ("torch.tensor([True])", "bool", (1,), (True,)),
        ("torch.tensor([1+2j])", "complex64", (1,), ("1+2j",)),
        ("torch.tensor([1.0, float('inf')])", "float32", (2,), (1.0, math.inf)),
    ],
)
def test_small_tensors_come_whole(source: str, dtype: str, shape: object, values: object) -> None:
    value = after(f"x = {source}")["x"].value

    assert isinstance(value, TensorValue)
    assert (value.dtype, value.shape, value.values) == (dtype, shape, values)


def test_nan_crosses_the_pipe() -> None:
    value = after("x = torch.tensor(float('nan'))")["x"].value

    assert math.isnan(value.values[0])


def test_a_million_elements_come_as_their_range() -> None:
    found = after("x = torch.arange(10**6, dtype=torch.float64)\nx[3] = float('nan')")["x"]

    assert found.value.values == ()
    assert (found.least, found.most, found.not_finite) == (0.0, 999999.0, 1)


@pytest.mark.parametrize(
    "source",
    [
        "torch.ones(50, dtype=torch.complex64)",
        "torch.eye(20).to_sparse()",
        "torch.ones(50, device='meta')",
        "torch.full((50,), float('nan'))",
        "nn.Parameter(torch.ones(50, dtype=torch.bfloat16))",
        "torch.quantize_per_tensor(torch.ones(50), 0.1, 0, torch.qint8)",
        "torch.nested.nested_tensor([torch.ones(2), torch.ones(3)])",
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_tensors_of_every_kind_can_be_listed(source: str) -> None:
    found = after(f"x = {source}")["x"]

    assert found.kind in ("Tensor", "Parameter")
    assert "x" in text(VariablesRecord((found,)), 40)


HOSTILE = """
class Bad:
    def __repr__(self): raise ValueError
    def __getattr__(self, name): raise RuntimeError(name)
    @property
    def __class__(self): raise ZeroDivisionError
    def __eq__(self, other): raise TypeError
    __hash__ = None
    def __len__(self): raise OSError

class Meta(type):
    @property
    def __name__(cls): raise KeyError
    @property
    def __module__(cls): raise KeyError

class Odd(metaclass=Meta): pass

class Loud(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, kinds, args=(), kwargs=None): raise LookupError

bad = Bad()
bads = [bad] * 3
odd = Odd()
table = {"k": bad}
loud = torch.ones(2).as_subclass(Loud)
"""


def test_objects_that_raise_whatever_they_are_asked_are_listed() -> None:
    found = after(HOSTILE)

    assert [found[name].kind for name in ("bad", "bads", "odd", "table", "loud")] == [
        "Bad", "list", "Odd", "dict", "Loud",
    ]  # fmt: skip
    assert found["loud"].value.values == (1.0, 1.0)


def test_named_variables_are_listed_as_asked_and_a_missing_one_is_said_to_be_missing() -> None:
    found = after("w = torch.ones(1, requires_grad=True)", "w.grad, w, nope")

    assert list(found) == ["w.grad", "w", "nope"]
    assert found["nope"].value is None
    assert "nope    not bound" in text(made("variables", "w.grad, nope", {"w": torch.ones(1)}))


def test_many_and_long_variables_are_cut_and_counted() -> None:
    namespace = {f"name_{n}": "x" * 10_000 for n in range(2000)}

    record = made("variables", "", namespace)

    assert len(record.variables) + record.left_out == 2000
    assert record.left_out > 0


def test_a_module_is_counted_and_not_printed() -> None:
    found = after("model = nn.Sequential(nn.Linear(2, 3), nn.LazyLinear(4))")

    assert found["model"].parameters == 9


def test_a_module_object_bound_by_import_is_no_variable() -> None:
    record = made("variables", "", {"a": types, "b": types.FunctionType, "c": 1})

    assert [each.name for each in record.variables] == ["c"]
