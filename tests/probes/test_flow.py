"""Which dims come from which, for every shape that can be drawn; torch is the judge."""

from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from tutor.probes.flow import cat_flow, matmul_flow, reduce_flow, reshape_flow, stack_flow

pytestmark = pytest.mark.torch
shapes = st.lists(st.integers(0, 4), max_size=4).map(tuple)


def result_dims(flow: object) -> list[int]:
    return [dim for column in flow.columns for dim in column.result]  # type: ignore[attr-defined]


def can(operation: object) -> torch.Tensor | None:
    try:
        return operation()  # type: ignore[operator, no-any-return]
    except (RuntimeError, IndexError):
        return None


@given(st.lists(shapes, min_size=1, max_size=3), st.integers(-5, 5))
def test_stack_can_be_done_where_torch_does_it(tried: list[tuple[int, ...]], dim: int) -> None:
    made = can(lambda: torch.stack([torch.empty(shape) for shape in tried], dim=dim))

    flow = stack_flow(tried, dim)

    assert (not flow.problem) == (made is not None)
    assert made is None or result_dims(flow) == list(range(made.dim()))


@given(
    st.lists(shapes.filter(lambda shape: shape != (0,)), min_size=1, max_size=3), st.integers(-5, 5)
)
def test_cat_can_be_done_where_torch_does_it(tried: list[tuple[int, ...]], dim: int) -> None:
    made = can(lambda: torch.cat([torch.empty(shape) for shape in tried], dim=dim))

    assert (not cat_flow(tried, dim).problem) == (made is not None)


@given(shapes, shapes)
def test_matmul_can_be_done_where_torch_does_it(a: tuple[int, ...], b: tuple[int, ...]) -> None:
    made = can(lambda: torch.empty(a) @ torch.empty(b))

    flow = matmul_flow(a, b)

    assert (not flow.problem) == (made is not None)
    assert made is None or result_dims(flow) == list(range(made.dim()))


@given(st.lists(st.integers(1, 4), max_size=4), st.randoms(use_true_random=False))
def test_the_groups_of_a_reshape_hold_every_dim_once_in_order(
    sizes: list[int], random: object
) -> None:
    factors = [factor for size in sizes for factor in ([2, 2] if size == 4 else [size])]
    result = tuple(factors)

    flow = reshape_flow(tuple(sizes), result)

    assert flow.problem == ""
    assert [dim for column in flow.columns for dim in column.inputs[0]] == list(range(len(sizes)))
    assert result_dims(flow) == list(range(len(result)))
    for column in flow.columns:
        assert math.prod(sizes[d] for d in column.inputs[0]) == math.prod(
            result[d] for d in column.result
        )


@given(shapes, shapes)
def test_a_reshape_fits_where_the_elements_do(
    shape: tuple[int, ...], result: tuple[int, ...]
) -> None:
    made = can(lambda: torch.empty(shape).reshape(result))

    assert (not reshape_flow(shape, result).problem) == (made is not None)


@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize("dims", [(0,), (-1,), (0, 2)])
def test_a_reduction_loses_its_dims_or_keeps_them(dims: tuple[int, ...], kept: bool) -> None:
    made = torch.empty(2, 3, 4).sum(dims, keepdim=kept)

    assert result_dims(reduce_flow(3, dims, kept=kept)) == list(range(made.dim()))
