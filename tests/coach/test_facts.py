"""What the variables of a failing line were, told by a real run."""

from __future__ import annotations

import pytest

from tests.runner.running import run
from tutor.records.messages import Fact, Raised
from tutor.runner.pool import Pool

pytestmark = [pytest.mark.torch, pytest.mark.asyncio(loop_scope="session")]


async def raised(pool: Pool, source: str) -> Raised:
    done = await run(pool, source)
    assert done.raised is not None, done
    return done.raised


async def test_only_the_expression_that_failed_is_told(pool: Pool) -> None:
    found = await raised(
        pool, "import torch\nx, y, z = torch.ones(2), torch.ones(3), 1\nz + x + (x * y)"
    )

    assert [fact.name for fact in found.facts] == ["x", "y"]


async def test_a_leaf_is_told_from_a_result(pool: Pool) -> None:
    source = "import torch\nw = torch.ones(2, requires_grad=True)\ny = w * 2\n(w + y).backward()"

    found = await raised(pool, source)

    assert found.facts == (
        Fact("w", "tensor", "float32 (2,)", is_leaf=True, requires_grad=True),
        Fact("y", "tensor", "float32 (2,)", is_leaf=False, requires_grad=True),
    )


async def test_parts_of_modules_lists_and_dicts_are_looked_up(pool: Pool) -> None:
    source = """
import torch
class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = torch.nn.Linear(2, 1)
    def forward(self, batch, sizes):
        return self.fc(batch["x"][:, sizes[0]:])
Net()({"x": torch.ones(3, 4)}, [1, 2])
"""

    found = await raised(pool, source)

    told = {fact.name: fact.text for fact in found.facts}
    assert "self" not in told
    assert told["self.fc"] == "Linear(in_features=2, out_features=1, bias=True)"
    assert told["batch['x']"] == "float32 (3, 4)"
    assert told["sizes[0]"] == "1"


HOSTILE = """
import torch

class Liar(torch.Tensor):
    @property
    def shape(self):
        raise SystemExit
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        raise RuntimeError("no")
    def __repr__(self):
        raise SystemExit

class Trap:
    def __getattr__(self, name):
        raise SystemExit
    def __repr__(self):
        raise SystemExit
    def __call__(self):
        pass
    @property
    def __class__(self):
        raise SystemExit
    def __eq__(self, other):
        raise SystemExit
    __hash__ = None

class Mapping(dict):
    def __getitem__(self, key):
        raise SystemExit
    __contains__ = __iter__ = __getitem__

liar = torch.ones(2).as_subclass(Liar)
trap, mapping, big, text = Trap(), Mapping(a=1), 10 ** 5000, "x" * 10**6
"""


@pytest.mark.parametrize(
    "line", ["liar + big", "text[trap]", "mapping['a'], text + 1", "big + text", "[trap] + liar"]
)
async def test_hostile_objects_change_nothing(pool: Pool, line: str) -> None:
    found = await raised(
        pool, f"{HOSTILE}\ntry:\n    {line}\nexcept BaseException:\n    text + big"
    )

    assert found.exception == "TypeError"
    assert [fact.name for fact in found.facts] == ["text", "big"]
    assert all(len(fact.text) <= 80 for fact in found.facts)


@pytest.mark.parametrize("line", ["liar + trap", "text + trap", "trap + mapping", "trap[0] + liar"])
async def test_hostile_objects_are_named_by_class_at_most(pool: Pool, line: str) -> None:
    done = await run(pool, f"{HOSTILE}\n{line}")

    assert done.ended.kind == "raised"
    assert done.raised is not None


async def test_a_name_that_is_nearly_right_is_found(pool: Pool) -> None:
    found = await raised(pool, "learning_rate = 0.1\nprint(learning_rat)")

    assert found.near == "learning_rate"


async def test_no_private_name_is_suggested_for_a_public_one(pool: Pool) -> None:
    found = await raised(pool, "_secret = 1\nprint(secret)")

    assert found.near == ""
