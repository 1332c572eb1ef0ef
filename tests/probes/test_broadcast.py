"""Broadcasting as torch does it, drawn by aligned dimensions."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from tests.probes.looking import made, text

pytestmark = pytest.mark.torch


def record(of: str, options: dict[str, str] | None = None, **namespace: Any) -> Any:
    return made("broadcast", of, namespace, **(options or {}))


@pytest.mark.parametrize(
    "shapes", [((3, 1), (1, 4)), ((5, 3, 1), (4,)), ((), (2,)), ((0, 1), (1,))]
)
def test_the_result_is_what_torch_gives(shapes: tuple[tuple[int, ...], ...]) -> None:
    a, b = (torch.zeros(shape) for shape in shapes)

    assert record("a, b", a=a, b=b).result == tuple((a + b).shape)


def test_a_stretched_1_and_an_added_dim_are_written_in_the_table_and_in_words() -> None:
    drawn = text(record("pred, y", pred=torch.zeros(3, 1), y=torch.zeros(3)), 100)

    assert "pred          3   1 → 3" in drawn
    assert "y        +1 → 3       3" in drawn
    assert "pred: its 1 in dim 1 is stretched to 3, without a copy." in drawn
    assert "y has no dim 0" in drawn


def test_a_column_against_a_row_is_told_to_be_a_table() -> None:
    column, row = torch.zeros(4, 1), torch.zeros(4)

    assert "gives (4, 4)" in text(record("a, b", a=column, b=row), 120)
    assert "gives" not in text(record("a, b", a=column, b=torch.zeros(4, 1)), 120)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_clash_stands_under_its_dim_with_the_reason(width: int) -> None:
    drawn = text(record("a, b", a=torch.zeros(2, 3), b=torch.zeros(2)), width)

    assert "▲" in drawn
    assert "3 against 2 in dim 1: they differ and" in drawn


def test_what_is_written_in_place_cannot_grow() -> None:
    found = record("y, a", {"into": "y"}, y=torch.zeros(3), a=torch.zeros(2, 3))

    assert found.result is None
    assert "y is written in place and has no dim 0" in text(found)


def test_small_values_are_drawn_as_stretched() -> None:
    found = record(
        "x, y", {"result": "x - y"}, x=torch.tensor([[1.0], [2.0]]), y=torch.tensor([1.0, 5.0])
    )

    drawn = text(found)

    assert "1.  (1.)" in drawn
    assert "(1.) (5.)" in drawn
    assert "0.* -4." in drawn
    assert "* the pairs that may have been meant." in drawn


def test_bare_shapes_and_numbers_take_part() -> None:
    found = record("(5, 3, 1), shape, 2.0", shape=torch.Size([4]))

    assert found.result == (5, 3, 4)


def test_large_operands_send_no_values() -> None:
    found = record("x, y", x=torch.zeros(1000, 1000), y=torch.zeros(1000))

    assert found.operands[0].values == ()
    assert found.result == (1000, 1000)


def test_what_is_no_shape_is_refused() -> None:
    with pytest.raises(TypeError, match="neither a tensor nor a shape"):
        record("x", x="text")
