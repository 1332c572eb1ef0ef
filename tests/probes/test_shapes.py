"""What operations do to shapes, and where they clash, as torch itself does them."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from tests.probes.looking import made, text

pytestmark = pytest.mark.torch
WIDTHS = [40, 80, 120]
A = torch.tensor([[1, 2, 3], [4, 5, 6]])
B = A * 10


def record(of: str, options: dict[str, str], **namespace: Any) -> Any:
    return made("shapes", of, {"torch": torch, **namespace}, **options)


def words(drawn: str) -> str:
    return " ".join(drawn.split())


def roles(found: Any) -> list[str]:
    return [column.role for column in found.columns]


@pytest.mark.parametrize("dim", [-1, 0, 1])
@pytest.mark.parametrize("name", ["stack", "cat"])
def test_joining_is_recognised_and_each_cell_knows_its_tensor(name: str, dim: int) -> None:
    out = getattr(torch, name)([A, B], dim=dim)

    found = record("out", {"inputs": "a, b", "dim": "dim"}, out=out, a=A, b=B, dim=dim)

    assert found.operation == name
    values = found.result.value.values
    assert [value >= 10 for value in values] == [source == 1 for source in found.result.sources]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_new_dim_and_a_grown_one_are_told_apart(width: int) -> None:
    options = {"inputs": "a, b", "dim": "0"}

    stacked = text(record("out", options, out=torch.stack([A, B]), a=A, b=B), width)
    joined = text(record("out", options, out=torch.cat([A, B]), a=A, b=B), width)

    assert "new 2" in stacked
    assert "2+2 = 4" in joined
    assert "10b" in stacked


@pytest.mark.parametrize(
    ("options", "problem", "said"),
    [
        (
            {"op": "stack", "dim": "0", "inputs": "a, c"},
            "sizes",
            "stack needs one size in dim 1 of every tensor, and finds 3, 2.",
        ),
        ({"op": "cat", "dim": "0", "inputs": "a, c"}, "sizes", "finds 3, 2 in dim 1."),
        ({"op": "cat", "dim": "2", "inputs": "a, a"}, "dim", "it may be -2 to 1."),
        ({"op": "stack", "dim": "3", "inputs": "a, a"}, "dim", "it may be -3 to 2."),
        ({"op": "stack", "dim": "0", "inputs": "a, v"}, "ranks", "finds 2, 1."),
        ({"op": "matmul", "inputs": "a, c"}, "inner", "dim 1 of a is 3 and dim 0 of c is 2"),
        ({"op": "matmul", "inputs": "a, s"}, "scalar", "at least one dim"),
        ({"op": "matmul", "inputs": "a, a.T.double()"}, "other", "The sizes fit"),
        ({"op": "reshape", "to": "(4, 2)", "inputs": "a"}, "count", "that takes 8."),
        ({"op": "reshape", "to": "(-1, 4)", "inputs": "a"}, "count", "4 does not divide them."),
        ({"op": "view", "to": "(-1,)", "inputs": "a.T"}, "strides", "view never copies"),
        ({"op": "chosen", "dim": "0", "inputs": "a, c"}, "sizes", "stack needs one size"),
    ],
)
@pytest.mark.parametrize("width", WIDTHS)
def test_what_raised_is_drawn_from_its_inputs(
    options: dict[str, str], problem: str, said: str, width: int
) -> None:
    names = {"a": A, "c": torch.ones(2, 2), "v": A[0], "s": torch.tensor(1), "chosen": "stack"}

    found = record("out", options, **names)

    assert found.problem == problem
    assert said in words(text(found, width))
    assert ("▲" in text(found, width)) == ("clash" in roles(found))


def test_a_missing_result_is_an_error_where_the_operation_can_be_done() -> None:
    with pytest.raises(NameError):
        record("out", {"op": "stack", "dim": "0", "inputs": "a, b"}, a=A, b=B)
    with pytest.raises(NameError):
        record("out", {"inputs": "a, b"}, a=A, b=B)


@pytest.mark.parametrize(
    ("of", "options", "expected"),
    [
        ("a.T", {}, ["moved", "moved"]),
        ("a.reshape(3, 2)", {}, ["grouped"]),
        ("a.unsqueeze(1)", {}, ["same", "new", "same"]),
        ("a.sum(1)", {"dim": "1"}, ["same", "gone"]),
        ("a.sum(1, keepdim=True)", {"dim": "1"}, ["same", "gone"]),
        ("a.sum()", {"op": "sum"}, ["gone", "gone"]),
        ("a.flatten()", {"op": "flatten"}, ["grouped"]),
        ("a.float() @ w", {"inputs": "a.float(), w"}, ["same", "inner", "same"]),
        ("a.reshape(3, 2)", {"op": "permute"}, []),
        ("a + 1", {}, []),
        ("a", {"inputs": ""}, []),
    ],
)
def test_dims_are_followed_through_an_operation(
    of: str, options: dict[str, str], expected: list[str]
) -> None:
    found = record(of, {"inputs": "a", **options}, a=A, w=torch.ones(3, 4))

    assert roles(found) == expected
    assert found.result.name in text(found)


def test_a_permutation_of_equal_sizes_is_read_from_the_strides() -> None:
    x = torch.zeros(3, 3, 3)

    found = record("x.permute(2, 0, 1)", {"inputs": "x"}, x=x)

    assert [column.inputs[0][0] for column in found.columns] == [2, 0, 1]


def test_many_large_tensors_are_few_rows() -> None:
    batch = [torch.randn(3, 64, 64, dtype=torch.bfloat16) for _ in range(32)]
    options = {"inputs": "batch", "dim": "0", "names": "batch, channel, height, width"}

    drawn = text(record("torch.stack(batch)", options, batch=batch))

    assert "… and 24 more tensors" in drawn
    assert "dim 0 batch" in drawn
    assert "new 32" in drawn
    assert len(drawn.split("\n")) < 12


@pytest.mark.parametrize(
    "thing",
    [
        torch.tensor(1.0),
        torch.empty(0, 3),
        torch.ones(2, dtype=torch.bfloat16),
        torch.tensor([1 + 2j]),
        torch.tensor([True]),
        torch.tensor([float("nan"), float("inf")]),
        torch.ones(2, requires_grad=True),
        torch.ones(1000, 1000).t(),
    ],
)
def test_tensors_of_any_sort_are_stacked(thing: torch.Tensor) -> None:
    found = record("torch.stack([x, x])", {"inputs": "x, x", "dim": "0"}, x=thing)

    assert found.operation == "stack"
    assert "stack made a new dimension 0" in words(text(found))


def test_sparse_tensors_are_named_by_their_shapes() -> None:
    sparse = torch.eye(3).to_sparse()

    assert "(3, 3)" in text(record("x", {"inputs": "x"}, x=sparse))
