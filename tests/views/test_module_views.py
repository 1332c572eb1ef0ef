"""Module trees, hook timelines and variables as text."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from tests.views.test_views import drawn
from tutor.language import use
from tutor.records.values import ObjectValue, Plain, TensorValue
from tutor.records.views.modules import ModuleRow, ModulesRecord, ModuleTensor
from tutor.records.views.timeline import (
    Passed,
    Seen,
    SilentHook,
    TimelineEvent,
    TimelineRecord,
)
from tutor.records.views.variables import Variable, VariablesRecord
from tutor.views import view
from tutor.views.palette import ANSI, DARK, LIGHT, Palette


def parameter(depth: int, name: str, *shape: int, **more: object) -> ModuleTensor:
    facts = {"requires_grad": True, "in_state_dict": True} | more
    return ModuleTensor(depth, name, "parameter", shape, "float32", **facts)  # type: ignore[arg-type]


TREE = ModulesRecord(
    "model",
    (
        ModuleRow(0, "model", "Net", training=True, parameters=1_046, trained=46),
        ModuleRow(1, "body", "Linear", training=True, parameters=1_000, trained=0),
        parameter(2, "weight", 100, 10, requires_grad=False),
        ModuleTensor(2, "bias", "parameter", None, state="none"),
        ModuleRow(1, "norm", "BatchNorm1d", training=False, parameters=6, trained=6),
        parameter(2, "weight", 3, has_grad=True),
        ModuleTensor(2, "num_batches_tracked", "buffer", (), "int64", in_state_dict=True),
        ModuleTensor(2, "mask", "buffer", (3, 3), "float32"),
        ModuleRow(1, "0", "Block", training=True, parameters=6, trained=6, times=6, last="5"),
        parameter(2, "weight", 2, 2),
        parameter(2, "tied", 100, 10, same_as="body.weight"),
        ModuleRow(1, "drop", "Dropout", "p=0.5", training=True),
        ModuleRow(1, "again", "Linear", training=True, same_as="body"),
        ModuleRow(1, "extra", "list", registered=False),
        ModuleTensor(2, "0", "attribute", (2,), "float32", requires_grad=True),
    ),
    left_out=3,
    parameters=1_046,
    trained=46,
    entries=12,
)


def seen(*shape: int, values: tuple[float, ...] = ()) -> tuple[Seen, ...]:
    return (Seen("", shape, values),)


HOOKS = TimelineRecord(
    (
        TimelineEvent("forward_pre", "model", "Net", "look", 0, (Passed("args", seen(3, 2)),)),
        TimelineEvent(
            "call",
            "model",
            "Net",
            "",
            0,
            (Passed("args", seen(3, 2)), Passed("output", seen(3, 1))),
        ),
        TimelineEvent(
            "forward",
            "model.first",
            "Linear",
            "double",
            1,
            (
                Passed("args", seen(3, 2)),
                Passed("output", seen(1, values=(1.5,)), seen(1, values=(3.0,)), "returned"),
            ),
            ("prepend",),
        ),
        TimelineEvent(
            "full_backward",
            "model.first",
            "Linear",
            "look",
            1,
            (Passed("grad_input", (Seen("None"),)), Passed("grad_output", seen(3, 1))),
        ),
        TimelineEvent(
            "post_accumulate_grad",
            "model.first.bias",
            "Parameter",
            "drop",
            2,
            (Passed(".grad", seen(2, values=(4.0, 2.0)), (Seen("None"),), "assigned"),),
        ),
        TimelineEvent("remove", "model", "Net", "look", 0, (), ("forward",)),
        TimelineEvent(
            "call", "model", "Net", "", 0, (Passed("args", seen(5)),), raised="RuntimeError"
        ),
    ),
    left_out=2,
    silent=(SilentHook("full_backward", "model", "Net", "note", removed=True),),
)

VARIABLES = VariablesRecord(
    (
        Variable("steps", "int", Plain(3)),
        Variable(
            "w",
            "Parameter",
            TensorValue((2,), "float32", (1.0, 2.0), requires_grad=True),
            grad=TensorValue((2,), "float32", (3.0, 3.0)),
            keeps_grad=True,
            memory=1,
        ),
        Variable("view", "Tensor", TensorValue((2,), "float32", (1.0, 2.0)), memory=1),
        Variable(
            "loss",
            "Tensor",
            TensorValue(
                (), "float32", (9.0,), requires_grad=True, is_leaf=False, grad_fn="SumBackward0"
            ),
        ),
        Variable(
            "big",
            "Tensor",
            TensorValue((1000, 1000), "bfloat16", (), "cut"),
            least=-3.0,
            most=2.5,
            not_finite=1,
        ),
        Variable("alias", "Tensor", TensorValue((0, 3), "bool", ()), same_as="big"),
        Variable("model", "Net", ObjectValue("Net", "Net"), parameters=1_046),
        Variable("nope", "", None),
    ),
    left_out=1,
)
RECORDS = {"modules": TREE, "timeline": HOOKS, "variables": VARIABLES}


@pytest.mark.parametrize("name", RECORDS)
def test_pictures(name: str, snapshot: SnapshotAssertion) -> None:
    pictures = "\n\n".join(
        f"{width}\n{drawn(view(RECORDS[name], width=width), width)}" for width in (40, 80, 120)
    )

    assert pictures == snapshot


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("width", [20, 30, 40, 66, 80, 120])
@pytest.mark.parametrize("name", RECORDS)
def test_no_line_is_wider_than_it_may_be(name: str, width: int, language: str) -> None:
    use(language)

    lines = drawn(view(RECORDS[name], width=width), 400).split("\n")

    # A sentence under a picture wraps by itself; rows must not.
    rows = [line for line in lines if line[:1] != "…" and not line.endswith((".", "요", ":"))]
    assert max(map(cell_len, rows)) <= width


@pytest.mark.parametrize("palette", [DARK, LIGHT, ANSI], ids=lambda palette: palette.name)
@pytest.mark.parametrize("name", RECORDS)
def test_every_palette_says_the_same(name: str, palette: Palette) -> None:
    shown = drawn(view(RECORDS[name], width=80, palette=palette))

    assert shown == drawn(view(RECORDS[name], width=80))


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize(
    ("name", "facts"),
    [
        (
            "modules",
            "train eval trained frozen buffer ×6 body.weight 1,046 int64 (100, 10) .grad p=0.5",
        ),
        ("timeline", "forward_pre look forward() double prepend None RuntimeError removed 3. 1.5"),
        ("variables", "Parameter (2,) float32 bfloat16 SumBackward0 -3. 2.5 [3., 3.] #1 leaf big"),
    ],
)
def test_no_fact_is_lost_at_any_width(name: str, width: int, facts: str) -> None:
    shown = drawn(view(RECORDS[name], width=width), width)

    parts = facts.replace(", ", ",~").split()
    assert [fact for fact in parts if fact.replace("~", " ") not in shown] == []


def test_a_program_without_hooks_or_variables_says_so() -> None:
    assert drawn(view(TimelineRecord(()), width=40)) == "No hook ran."
    assert drawn(view(VariablesRecord(()), width=40)) == "The program bound no variable."
