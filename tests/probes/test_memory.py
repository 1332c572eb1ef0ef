"""Views against copies: storages, strides and places as torch has them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from tests.probes.looking import made, text

pytestmark = pytest.mark.torch


def record(of: str, **namespace: Any) -> Any:
    return made("memory", of, namespace)


def storages(found: Any) -> list[int | None]:
    return [each.storage for each in found.tensors]


X = torch.arange(6)


@pytest.mark.parametrize(
    ("other", "shares"),
    [
        (X.view(2, 3), True),
        (X.view(2, 3).t(), True),
        (X[2:], True),
        (X[:1].expand(3), True),
        (X.detach(), True),
        (X.data, True),
        (X.view(torch.int32), True),
        (X.view(torch.uint8), True),
        (torch.from_numpy(X.numpy()), True),
        (X.numpy()[::-1], True),
        (X.unfold(0, 3, 1), True),
        (X.clone(), False),
        (X[[0, 1]], False),
        (X[X > 2], False),
        (X.to(torch.float32), False),
        (X.view(2, 3).t().reshape(-1), False),
        (torch.empty(0), False),
    ],
)
def test_what_shares_memory_shares_a_storage(other: Any, shares: bool) -> None:
    found = record("x, other", x=X, other=other)

    assert (found.tensors[0].storage == found.tensors[1].storage) is shares


def test_elements_stand_in_the_cells_they_read() -> None:
    t = X.view(2, 3).t()

    found = record("x, t", x=X, t=t)

    held = [found.storages[0].values[at[0]] for at in found.tensors[1].cells]
    assert held == t.reshape(-1).tolist()


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_strip_names_the_element_of_each_tensor(width: int) -> None:
    drawn = text(record("x, t", x=X, t=X.view(2, 3).t()), width)

    assert "x, t read one storage, A" in drawn
    assert [" ".join(line.split()) for line in drawn.split("\n")][-4:] == [
        "cell 0 1 2 3 4 5",
        "holds 0 1 2 3 4 5",
        "x 0 1 2 3 4 5",
        "t 0,0 1,0 2,0 0,1 1,1 2,1",
    ]


def test_a_stride_of_0_is_any_place_of_its_dim() -> None:
    drawn = text(record("e", e=torch.tensor([7.0, 8.0]).expand(3, 2)))

    assert "*,0" in drawn
    assert "e has a stride of 0" in drawn


def test_a_view_names_its_base_and_detach_says_where_gradients_stop() -> None:
    w = torch.ones(3, requires_grad=True)

    drawn = text(record("w, v, d", w=w, v=w[1:], d=w.detach()))

    assert "Views of w: v." in drawn
    assert "No gradient goes through d" in drawn


def test_numpy_arrays_that_meet_in_part_are_one_storage() -> None:
    n = np.arange(4.0)

    found = record("p, q", p=torch.from_numpy(n[:3]), q=torch.from_numpy(n[2:]))

    assert storages(found) == [0, 0]
    assert found.tensors[0].cells[2] == found.tensors[1].cells[0]
    assert found.storages[0].values == (0.0, 1.0, 2.0, 3.0)


@pytest.mark.parametrize(
    "thing",
    [
        torch.eye(3).to_sparse(),
        torch.empty(2, device="meta"),
        torch.tensor(3.0),
        torch.empty(0, 3),
        torch.ones(2, dtype=torch.complex64).conj(),
        torch.ones(3, dtype=torch.bfloat16),
        torch.tensor([True, False]),
        torch.tensor([float("nan"), float("inf")]),
        torch.zeros(1000, 1000).t(),
        torch.nn.Parameter(torch.ones(2)),
        np.array(["a", "b"]),
        np.empty((0, 2)),
    ],
)
def test_anything_with_a_shape_is_drawn(thing: Any) -> None:
    assert "x" in text(record("x", x=thing))


@pytest.mark.filterwarnings("ignore:torch.quantize_per_tensor")
def test_a_quantised_tensor_is_drawn() -> None:
    quantised = torch.quantize_per_tensor(torch.ones(3), 0.1, 0, torch.qint8)

    assert "qint8" in text(record("q", q=quantised))


def test_the_record_of_much_stays_small() -> None:
    wide = torch.ones(4, dtype=torch.complex128)
    many = wide.expand(24, 4)
    names = ", ".join("abcdefg")

    found = made(
        "memory", f"{names}, u", dict.fromkeys("abcdefg", many) | {"u": wide.view(torch.uint8)}
    )

    assert len(found.tensors) == 8


def test_what_has_no_memory_is_refused() -> None:
    with pytest.raises(TypeError, match="no tensor"):
        record("x", x=[1])
