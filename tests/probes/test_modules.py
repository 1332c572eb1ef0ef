"""What a module holds, as real torch registers it."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from tests.probes.looking import made, text
from tutor.records.views.modules import ModuleRow, ModulesRecord, ModuleTensor

pytestmark = pytest.mark.torch


class Net(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.embed = nn.Embedding(10, 4)
        self.first = nn.Linear(4, 3)
        self.norm = nn.BatchNorm1d(3)
        self.drop = nn.Dropout(0.2)
        self.head = nn.Linear(4, 10, bias=False)
        self.head.weight = self.embed.weight
        self.again = self.first
        self.scale = torch.ones(3)
        self.layers = [nn.Linear(2, 2)]
        self.register_buffer("mask", torch.zeros(3, 3), persistent=False)
        self.lazy = nn.LazyLinear(5)
        self.first.requires_grad_(False)
        self.drop.eval()


def rows(module: object) -> dict[str, ModuleRow | ModuleTensor]:
    """Return the rows by their path."""
    found: dict[str, ModuleRow | ModuleTensor] = {}
    path: list[str] = []
    for row in made("modules", "m", {"m": module}).rows:
        path[row.depth :] = [row.name]
        found[".".join(path[1:])] = row
    return found


@pytest.fixture(scope="module")
def net() -> dict[str, ModuleRow | ModuleTensor]:
    return rows(Net())


@pytest.mark.parametrize(
    ("path", "field", "value"),
    [
        ("embed.weight", "requires_grad", True),
        ("first.weight", "requires_grad", False),
        ("first", "trained", 0),
        ("first", "parameters", 15),
        ("norm.running_mean", "role", "buffer"),
        ("norm.running_mean", "in_state_dict", True),
        ("norm.num_batches_tracked", "shape", ()),
        ("norm.num_batches_tracked", "dtype", "int64"),
        ("mask", "in_state_dict", False),
        ("mask", "role", "buffer"),
        ("drop", "training", False),
        ("drop", "settings", "p=0.2"),
        ("norm", "training", True),
        ("head.weight", "same_as", "embed.weight"),
        ("head.weight", "in_state_dict", True),
        ("head.bias", "state", "none"),
        ("again", "same_as", "first"),
        ("scale", "role", "attribute"),
        ("scale", "in_state_dict", False),
        ("layers", "registered", False),
        ("layers", "kind", "list"),
        ("layers.0", "registered", False),
        ("layers.0.weight", "role", "attribute"),
        ("lazy.weight", "state", "uninitialized"),
        ("lazy.weight", "shape", None),
    ],
)
def test_a_module_tells(
    net: dict[str, ModuleRow | ModuleTensor], path: str, field: str, value: object
) -> None:
    assert getattr(net[path], field) == value


@pytest.mark.parametrize(
    "module",
    [Net(), nn.Linear(2, 1), nn.LSTM(3, 4, 2), nn.MultiheadAttention(8, 2), nn.Sequential()],
    ids=lambda module: type(module).__name__,
)
def test_what_is_marked_as_saved_is_what_state_dict_holds(module: nn.Module) -> None:
    found = rows(module)

    marked = {p for p, row in found.items() if isinstance(row, ModuleTensor) and row.in_state_dict}
    shared = {path for path, _ in module.named_modules(remove_duplicate=False)}
    again = {p for p in shared if isinstance(found.get(p), ModuleRow) and found[p].same_as}
    saved = {k for k in module.state_dict() if not any(k.startswith(f"{p}.") for p in again if p)}
    assert marked == saved


def test_parameters_are_counted_as_parameters_counts_them() -> None:
    net = Net()
    net.lazy(torch.ones(1, 3))

    record = made("modules", "net", {"net": net})

    assert record.parameters == sum(p.numel() for p in net.parameters())
    assert record.trained == sum(p.numel() for p in net.parameters() if p.requires_grad)
    assert record.entries == len(net.state_dict())


def test_what_an_rnn_keeps_of_its_own_parameters_is_not_taken_for_a_mistake() -> None:
    found = rows(nn.LSTM(3, 4))

    assert all(getattr(row, "registered", True) for row in found.values())
    assert all(getattr(row, "role", "parameter") == "parameter" for row in found.values())


def test_a_gradient_is_seen() -> None:
    layer = nn.Linear(2, 1)
    layer(torch.ones(1, 2)).backward()
    layer.bias.grad = None

    found = rows(layer)

    assert found["weight"].has_grad
    assert not found["bias"].has_grad


def test_blocks_that_are_alike_are_folded_in_a_deep_module() -> None:
    encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16, batch_first=True), 8)

    record = made("modules", "encoder", {"encoder": encoder})

    block = next(row for row in record.rows if row.name == "0")
    assert (block.times, block.last) == (8, "7")
    assert block.parameters * 8 == record.parameters
    assert len(record.rows) < 40


def test_a_frozen_block_is_not_folded_into_trained_ones() -> None:
    tower = nn.Sequential(*(nn.Linear(2, 2) for _ in range(30)))
    for layer in tower[:10]:
        layer.requires_grad_(False)

    folded = [row for row in made("modules", "m", {"m": tower}).rows if row.depth == 1]

    assert [(row.name, row.last, row.times, row.trained) for row in folded] == [
        ("0", "9", 10, 0),
        ("10", "29", 20, 6),
    ]


def test_blocks_that_alternate_are_folded_together() -> None:
    pairs = [layer for _ in range(20) for layer in (nn.Linear(2, 2), nn.ReLU())]

    folded = [
        row for row in made("modules", "m", {"m": nn.Sequential(*pairs)}).rows if row.depth == 1
    ]

    assert [(row.kind, row.name, row.last, row.times) for row in folded] == [
        ("Linear", "0", "38", 20),
        ("ReLU", "1", "39", 20),
    ]


def test_a_small_model_is_not_folded() -> None:
    found = rows(nn.Sequential(*(nn.Linear(2, 2) for _ in range(3))))

    assert {"0.weight", "1.weight", "2.weight"} <= set(found)


def test_a_chain_of_modules_eight_deep_and_more_crosses_the_pipe() -> None:
    chain: nn.Module = nn.Linear(1, 1)
    for _ in range(70):
        chain = nn.Sequential(chain)

    record = made("modules", "chain", {"chain": chain})

    assert max(row.depth for row in record.rows) == 71
    assert text(record, 120)


def test_a_model_of_two_thousand_layers_is_cut_and_says_so() -> None:
    wide = nn.Sequential(*(nn.Linear(1, n % 7 + 1) for n in range(2000)))

    record = made("modules", "wide", {"wide": wide})

    assert record.left_out > 0
    assert record.parameters == sum(p.numel() for p in wide.parameters())


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float64, torch.complex64])
def test_dtypes_have_their_names(dtype: torch.dtype) -> None:
    layer = nn.Linear(1, 1, dtype=dtype)

    assert rows(layer)["weight"].dtype == str(dtype).removeprefix("torch.")


def test_a_class_that_never_called_its_parent_is_told_apart() -> None:
    class Broken(nn.Module):
        def __init__(self) -> None:
            pass

    record = made("modules", "m", {"m": Broken()})

    assert record == ModulesRecord("m", (), reason="no-init")
    assert "super().__init__()" in text(record)


def test_what_is_no_module_is_said_to_be_none() -> None:
    assert made("modules", "m", {"m": 3}).reason == "not-a-module"


class Hostile:
    @property
    def __class__(self) -> type:  # type: ignore[override]
        raise ZeroDivisionError

    def __getattr__(self, name: str) -> object:
        raise RuntimeError(name)


def test_attributes_that_raise_when_they_are_asked_do_no_harm() -> None:
    layer = nn.Linear(1, 1)
    layer.__dict__["odd"] = Hostile()
    layer.many = [Hostile(), nn.Linear(1, 1)]

    found = rows(layer)

    assert not found["many.1"].registered
    assert "odd" not in found
