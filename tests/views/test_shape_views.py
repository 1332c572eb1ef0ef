"""Pictures of shapes, memory and tensors as text: three widths, two languages, nothing foreign acts."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator

import pytest
from rich.cells import cell_len
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from tutor.language import use
from tutor.records.values import TensorValue
from tutor.records.views.broadcast import BroadcastRecord, Operand
from tutor.records.views.memory import MemoryRecord, Storage, Strided
from tutor.records.views.shapes import Column, Shaped, ShapesRecord
from tutor.records.views.tensor import Difference, Picture, TensorRecord, TensorSummary
from tutor.views import view

EVIL = "\x1b[31mred\x1b]0;title\x07 [red]x[/] \u202e \x9b1m \x00"
LONG = "model.encoder.layers[3].attention.weight.grad"


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    use("en")


def drawn(record: object, width: int) -> str:
    file = io.StringIO()
    console = Console(file=file, width=400, color_system=None, markup=False, highlight=False)
    console.print(view(record, width=width))
    return "\n".join(line.rstrip() for line in file.getvalue().rstrip("\n").split("\n"))


def value(*shape: int) -> TensorValue:
    count = 1
    for size in shape:
        count *= size
    return TensorValue(shape, "float32", tuple(float(n) for n in range(count)))


TRAP = BroadcastRecord(
    (Operand("pred", (3, 1), (1.0, 2.0, 3.0)), Operand("y", (3,), (1.0, 2.0, 3.0))),
    (3, 3),
    (0.0, 1.0, 4.0, 1.0, 0.0, 1.0, 4.0, 1.0, 0.0),
)
REFUSED = BroadcastRecord((Operand(LONG, (64, 3, 32, 32)), Operand("scale", (3,))), None)
PLACES = tuple((n,) for n in range(6))
SHARED = MemoryRecord(
    (
        Strided("x", (2, 3), "int64", stride=(3, 1), storage=0, cells=PLACES),
        Strided(
            LONG, (3, 2), "int64", stride=(1, 3), contiguous=False, storage=0,
            is_view=True, base="x", cells=tuple((n,) for n in (0, 3, 1, 4, 2, 5)),
        ),
        Strided("c", (6,), "int64", stride=(1,), storage=1, cells=PLACES),
        Strided("s", (9, 9), "float32", layout="sparse_coo"),
    ),
    (Storage(48, 8, (0, 1, 2, 3, 4, 5)), Storage(48, 8, (0, 3, 1, 4, 2, 5))),
)  # fmt: skip
STACKED = ShapesRecord(
    (Shaped("a", value(2, 3)), Shaped("b", value(2, 3))),
    Shaped("out", value(2, 2, 3), (0, 0, 0, 1, 1, 1) * 2),
    "stack",
    1,
    (
        Column("same", ((0,), (0,)), (0,)),
        Column("new", ((), ()), (1,)),
        Column("same", ((1,), (1,)), (2,)),
    ),
    call="stack",
)
CLASHING = ShapesRecord(
    (Shaped("a", value(2, 3)), Shaped(LONG, value(2, 2))),
    None,
    "matmul",
    None,
    (
        Column("same", ((0,), ()), (0,)),
        Column("clash", ((1,), (0,)), ()),
        Column("same", ((), (1,)), (1,)),
    ),
    "inner",
    "matmul",
)
BESIDE = TensorRecord(
    "y", value(3, 5), against=Difference("z", value(3, 5), 2, (1, 14), 0.5, (0, 1))
)
LARGE = TensorRecord(
    LONG,
    TensorValue((64, 300), "bfloat16", (0.0,), "cut", requires_grad=True),
    TensorSummary(-1.5, 0.25, 2.0, 1.0, (3, 4), (63, 299), 1, 2, (0, 0)),
    Picture(64, 300, tuple(tuple((r * c) / 450 for c in range(30)) for r in range(16))),
)
RECORDS = {
    "trap": TRAP,
    "refused": REFUSED,
    "shared": SHARED,
    "stacked": STACKED,
    "clashing": CLASHING,
    "beside": BESIDE,
    "large": LARGE,
}


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("name", RECORDS)
def test_no_line_is_wider_than_it_may_be(name: str, width: int, language: str) -> None:
    use(language)

    lines = drawn(RECORDS[name], width).split("\n")

    assert max(map(cell_len, lines)) <= width


@pytest.mark.parametrize("width", [40, 120])
@pytest.mark.parametrize("name", RECORDS)
def test_every_width_says_the_same_sentences(name: str, width: int) -> None:
    said = "".join(drawn(RECORDS[name], width).split())

    whole = drawn(RECORDS[name], 400).split("\n")
    sentences = [line for line in whole if line.endswith(".") and not line.startswith(" ")]

    assert all("".join(sentence.split()) in said for sentence in sentences)


EVIL_VALUE = TensorValue((1,), EVIL, (EVIL,))
HOSTILE = [
    BroadcastRecord(
        (Operand(EVIL, (1,), (EVIL,)), Operand(EVIL, (2,), (1, 2))), (2,), (EVIL, EVIL)
    ),
    BroadcastRecord((Operand(EVIL, (3,)), Operand("b", (2,))), None, into=EVIL),
    MemoryRecord(
        (
            Strided(
                EVIL, (1,), EVIL, EVIL, (1,), storage=0, is_view=True, base=EVIL, cells=((0,),)
            ),
            Strided(EVIL, (1,), EVIL, layout=EVIL),
        ),
        (Storage(8, 8, (EVIL,)),),
    ),
    ShapesRecord(
        (Shaped(EVIL, EVIL_VALUE),),
        Shaped(EVIL, EVIL_VALUE, (0,)),
        "reshape",
        None,
        (Column("grouped", ((0,),), (0,)),),
        call=EVIL,
        names=(EVIL,),
    ),
    ShapesRecord((Shaped(EVIL, EVIL_VALUE),), None, "stack", 0, (), "other", EVIL),
    TensorRecord(EVIL, EVIL_VALUE, against=Difference(EVIL, EVIL_VALUE, 1, (0,))),
]


@pytest.mark.parametrize("width", [20, 40, 80, 120])
@pytest.mark.parametrize("record", HOSTILE, ids=lambda record: type(record).__name__)
def test_nothing_foreign_acts_or_is_read_as_markup(record: object, width: int) -> None:
    text = drawn(record, width)

    assert not any(ord(c) < 32 and c != "\n" for c in text)
    assert not set("\x7f\x9b\u202e") & set(text)


def test_a_record_that_belies_itself_is_still_drawn() -> None:
    odd = [
        dataclasses.replace(STACKED, columns=(Column("clash", ((7,),), (9,)),)),
        dataclasses.replace(STACKED, names=("batch",), result=None, problem="sizes"),
        MemoryRecord((), ()),
        BroadcastRecord((), ()),
    ]

    assert all(isinstance(drawn(record, 80), str) for record in odd)


@pytest.mark.parametrize("name", RECORDS)
def test_the_picture_as_it_was_looked_at(name: str, snapshot: SnapshotAssertion) -> None:
    assert drawn(RECORDS[name], 72) == snapshot
