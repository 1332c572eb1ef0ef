"""A tensor as a table or a heat map, alone or beside the one expected."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from tests.probes.looking import made, text

pytestmark = pytest.mark.torch
WIDTHS = [40, 80, 120]


def record(thing: Any, **namespace: Any) -> Any:
    options = {"against": "z"} if "z" in namespace else {}
    return made("tensor", "x", {"x": thing, **namespace}, **options)


def rows(drawn: str) -> list[str]:
    return [" ".join(line.split()) for line in drawn.split("\n")]


@pytest.mark.parametrize(
    ("tensor", "last"),
    [
        (torch.tensor(3.5), "3.5"),
        (torch.tensor([1, 2, 3]), "1 2 3"),
        (torch.tensor([[True], [False]]), "False"),
        (torch.zeros(0, 3), "no elements"),
        (torch.tensor([1 / 3], dtype=torch.bfloat16), "0.334"),
        (torch.tensor([1 + 2j, 0.1 - 0.25j]), "1+2j 0.1-0.25j"),
        (torch.tensor([float("nan"), float("-inf")]), "nan -inf"),
        (torch.arange(8).reshape(2, 2, 2), "2 3 6 7"),
        (torch.eye(2).to_sparse(), "0. 1."),
        (torch.ones(2, requires_grad=True), "1. 1."),
        (torch.arange(3).expand(2, 3), "0 1 2"),
    ],
)
def test_small_tensors_are_tables(tensor: torch.Tensor, last: str) -> None:
    assert rows(text(record(tensor)))[-1] == last


@pytest.mark.filterwarnings("ignore:torch.quantize_per_tensor")
@pytest.mark.parametrize("size", [3, 300])
def test_a_quantised_tensor_is_drawn(size: int) -> None:
    quantised = torch.quantize_per_tensor(torch.ones(size), 0.1, 0, torch.qint8)

    assert "qint8" in text(record(quantised))


@pytest.mark.parametrize("width", WIDTHS)
def test_every_element_of_a_table_is_there_at_any_width(width: int) -> None:
    drawn = text(record(torch.arange(140)), width)

    assert set(map(str, range(140))) <= set(drawn.replace("│", " ").split())


def test_the_summary_says_what_torch_says_and_where() -> None:
    x = torch.randn(20, 30, generator=torch.Generator().manual_seed(0))
    x[3, 4], x[5, 6] = 9.0, -9.0

    summary = record(x).summary

    assert summary.mean == pytest.approx(x.mean().item())
    assert summary.std == pytest.approx(x.std().item(), rel=1e-5)
    assert (summary.most, summary.most_at) == (9.0, (3, 4))
    assert (summary.least, summary.least_at) == (-9.0, (5, 6))


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_not_finite_is_counted_placed_and_marked(width: int) -> None:
    x = torch.ones(20, 20)
    x[2, 3], x[4, 5] = float("nan"), float("inf")

    drawn = " ".join(text(record(x), width).split())

    assert "not finite: 1 NaN, 1 infinite, the first at [2, 3]" in drawn
    assert "!" in drawn


def test_a_million_elements_are_a_small_picture() -> None:
    x = torch.zeros(1000, 1000)
    x[500:, 900:] = 1

    found = record(x)

    assert (len(found.picture.means), len(found.picture.means[0])) == (16, 30)
    assert found.picture.means[-1][-1] == 1.0
    assert "█" in text(found)


@pytest.mark.parametrize(
    "tensor",
    [
        torch.ones(1000),
        torch.ones(200, 1),
        torch.ones(3, 5, 7, 9),
        torch.full((200, 2), float("nan")),
        torch.randn(200).to(torch.bfloat16),
        torch.randn(200) > 0,
        torch.randn(200, dtype=torch.complex64),
        torch.eye(30).to_sparse(),
        torch.randn(200, requires_grad=True) * 2,
        torch.ones(1).expand(50, 50),
    ],
)
@pytest.mark.parametrize("width", WIDTHS)
def test_large_tensors_of_any_sort_are_drawn(tensor: torch.Tensor, width: int) -> None:
    assert text(record(tensor), width).startswith("x")


def test_cells_that_differ_are_marked_and_named() -> None:
    found = record(torch.tensor([1.0, 2.0, 3.0]), z=torch.tensor([1.0, 2.5, 3.0]))

    drawn = text(found)

    assert "1 of 3" in drawn
    assert "[1]: 2, expected 2.5" in drawn
    assert "1.  2.≠ 3." in drawn
    assert "expected z" in drawn


@pytest.mark.parametrize(
    ("yours", "expected", "count"),
    [
        (torch.tensor([0.1 + 0.2]), torch.tensor([0.3]), 0),
        (torch.tensor([float("nan")]), torch.tensor([float("nan")]), 0),
        (torch.tensor([float("inf")]), torch.tensor([-float("inf")]), 1),
        (torch.tensor([1, 2]), torch.tensor([1.0, 2.5]), 1),
        (torch.tensor([True, False]), torch.tensor([True, True]), 1),
        (torch.tensor([1j]), torch.tensor([1.0]), 1),
        (torch.zeros(0), torch.zeros(0), 0),
        (torch.zeros(2), torch.zeros(2, 1), None),
        (torch.zeros(2), [0.0, 0.0], 0),
    ],
)
def test_differences_are_beyond_rounding(
    yours: torch.Tensor, expected: Any, count: int | None
) -> None:
    assert record(yours, z=expected).against.count == count


@pytest.mark.parametrize("width", WIDTHS)
def test_shapes_and_dtypes_that_differ_are_named_first(width: int) -> None:
    shapes = " ".join(text(record(torch.zeros(3, 1), z=torch.zeros(3)), width).split())
    dtypes = " ".join(text(record(torch.zeros(3), z=torch.zeros(3).long()), width).split())

    assert shapes.startswith("Shapes differ: (3, 1), expected (3,).")
    assert dtypes.startswith("Dtypes differ: float32, expected int64. Elements that agree: all 3.")


def test_large_tensors_show_where_they_differ() -> None:
    x = torch.zeros(1000, 1000)
    y = x.clone()
    y[999, 999] = 2

    drawn = text(record(x, z=y))

    assert "The largest difference is 2, at [999, 999]." in drawn
    assert drawn.endswith("≠≠")


def test_what_is_no_tensor_is_refused() -> None:
    with pytest.raises(TypeError, match="not a tensor"):
        record([1, 2])
