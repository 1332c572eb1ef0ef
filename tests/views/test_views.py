"""Views as text: at several widths nothing is cut that matters, nothing foreign acts."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from tutor.records.messages import Ended, Frame, LiveValue, Output, Raised, Warned
from tutor.records.values import ObjectValue, Plain, TensorValue
from tutor.records.views.batches import Batch, BatchesRecord, Epoch
from tutor.records.views.graph import Graph, GraphNode, GraphPass, GraphRecord, GraphStep
from tutor.records.views.modules import ModuleRow, ModulesRecord, ModuleTensor
from tutor.records.views.series import Line, SeriesRecord
from tutor.records.views.shapes import Shaped, ShapesRecord
from tutor.records.views.tensor import TensorRecord
from tutor.records.views.timeline import Passed, Seen, TimelineEvent, TimelineRecord
from tutor.records.views.variables import Variable, VariablesRecord
from tutor.views import view
from tutor.views.code import code_view
from tutor.views.palette import DARK, LIGHT, Palette

EVIL = "\x1b[31mred\x1b]0;title\x07 [red]x[/] \u202e \x9b1m \x00"


def drawn(renderable: object, width: int = 80) -> str:
    file = io.StringIO()
    console = Console(file=file, width=width, color_system=None, markup=False, highlight=False)
    console.print(renderable)
    return "\n".join(line.rstrip() for line in file.getvalue().rstrip("\n").split("\n"))


def test_series_are_bars_while_each_can_have_a_row() -> None:
    record = SeriesRecord((Line("w.grad", (3.0, 6.0, None)),))

    text = drawn(view(record, width=40))

    assert text.split("\n")[0].endswith("3.")
    bars = [line.count("━") for line in text.split("\n")]
    assert abs(bars[1] - 2 * bars[0]) <= 1
    assert text.split("\n")[2].endswith("None")


def test_long_series_are_a_plot_of_the_width_there_is() -> None:
    record = SeriesRecord((Line("loss", tuple(1 / (n + 1) for n in range(200))),))

    assert all(cell_len(line) <= 60 for line in drawn(view(record, width=60), 60).split("\n"))


def test_live_values_stand_at_the_end_of_their_line() -> None:
    live = {2: [LiveValue(2, "x", Plain(n)) for n in (1, 2, 3)]}

    lines = drawn(code_view("x = 1\nx += 1  #> x", live, width=40), 40).split("\n")

    assert lines[1].endswith("x  1 → 2 → 3")
    assert "#>" not in lines[1]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_folded_program_keeps_the_lines_with_values(width: int) -> None:
    source = "a = 1\nb = 2\nc = a + b  #> c\nd = 4\ne = 5  #> e\nf = 6\ng = 7\n"
    live = {3: [LiveValue(3, "c", Plain(3))], 5: [LiveValue(5, "e", Plain(5))]}

    rows = drawn(code_view(source, live, width=width, folded=True), width).split("\n")

    shown = [row.split()[0:2] for row in rows if row.strip()]
    assert shown == [["⋯", "2"], ["3", "c"], ["4", "d"], ["5", "e"], ["⋯", "2"]]


def test_a_folded_program_keeps_the_head_of_what_a_bracket_closes() -> None:
    source = "a = 1\nb = 2\nloader = make(\n    a,\n    b,\n)  #> loader\n"
    live = {6: [LiveValue(6, "loader", Plain(3))]}

    rows = drawn(code_view(source, live, width=40, folded=True), 40).split("\n")

    assert [row.split()[:2] for row in rows] == [
        ["⋯", "2"],
        ["3", "loader"],
        ["⋯", "2"],
        ["6", ")"],
    ]


def test_values_that_do_not_fit_are_shortened_then_put_under_the_line() -> None:
    source = "value = something_quite_long(argument)  #> value"
    live = {1: [LiveValue(1, "value", Plain(n * 1111)) for n in range(9)]}

    beside = drawn(code_view(source, live, width=64), 64)
    under = drawn(code_view(source, live, width=44), 44).split("\n")

    assert "0 → … → 8888" in beside
    assert "something_quite_long(argument)" in under[0]
    assert "8888" in under[-1]


@given(st.integers(1, 200), st.text(max_size=80))
def test_code_is_never_cut(width: int, source: str) -> None:
    text = drawn(code_view(source, None, width=width), max(width, 20))

    assert text is not None


BATCHES = BatchesRecord(
    (
        Epoch((Batch((0, 1, 2, 3), 4, "(4,)"), Batch((4, 5), 2, "(2,)"))),
        Epoch((Batch((5, 2, 0, 1), 4, "(4,)"),), (3, 4)),
    ),
    6,
)


def test_batches_are_rows_and_what_was_dropped_is_named() -> None:
    text = drawn(view(BATCHES, width=80))

    assert "epoch 0" in text
    assert "0 0 1 2 3  (4,)" in text
    assert "in no batch: 3 4" in text


def shaped(name: str, *values: float) -> Shaped:
    return Shaped(name, TensorValue((len(values),), "float32", values))


SHAPES = ShapesRecord(
    (shaped("a", 1.0, 2.0), shaped("b", 3.0, 4.0)),
    Shaped("out", TensorValue((2, 2), "float32", (1.0, 2.0, 3.0, 4.0)), (0, 0, 1, 1)),
    "stack",
    0,
)


def test_each_cell_carries_the_letter_of_its_tensor() -> None:
    text = drawn(view(SHAPES, width=60))

    assert "1.a 2.a" in text
    assert "3.b 4.b" in text
    assert "stack made a new dimension 0, of size 2" in text


TRIPLED = Passed("grad", (Seen("", (), (3.0,)),), (Seen("", (), (9.0,)),), "returned")
TIMELINE = TimelineRecord(
    (
        TimelineEvent(
            "forward_pre", "net", "Linear", "look", 0, (Passed("args", (Seen("", (1, 2)),)),)
        ),
        TimelineEvent("tensor", "h", "Tensor", "", 0, (TRIPLED,)),
    )
)


def test_hook_events_are_numbered_in_order() -> None:
    lines = drawn(view(TIMELINE, width=80)).split("\n")

    assert lines[0] == "  1 ↓ net  forward_pre look  args (1, 2)"
    assert lines[1] == "  2 ↑ h    tensor            grad 3.  → 9. returned"


RECORDS = [
    GraphRecord(
        EVIL,
        (Graph((GraphNode(EVIL, (1,), saved=(EVIL,)), GraphNode("AccumulateGrad", (), 0, EVIL))),),
        (
            GraphPass(
                0,
                "grad",
                EVIL,
                (GraphStep(0, (EVIL,), ((1, EVIL),)), GraphStep(1, (EVIL,), (), EVIL)),
                ((1, EVIL),),
                returned=((EVIL, EVIL),),
                raised=EVIL,
            ),
        ),
        ((1, EVIL),),
    ),
    GraphRecord(EVIL, reason="leaf"),
    SeriesRecord((Line(EVIL, (1.0, EVIL, None)), Line("b", (2.0,)))),
    TensorRecord(EVIL, TensorValue((1,), "float32", (EVIL,))),
    TimelineRecord(
        (TimelineEvent(EVIL, EVIL, EVIL, EVIL, 1, (Passed(EVIL, (Seen(EVIL),)),), (EVIL,), EVIL),)
    ),
    ModulesRecord(
        EVIL,
        (ModuleRow(0, EVIL, EVIL, EVIL, same_as=EVIL), ModuleTensor(1, EVIL, "buffer", None, EVIL)),
    ),
    VariablesRecord((Variable(EVIL, EVIL, ObjectValue(EVIL, EVIL), same_as=EVIL),)),
    ShapesRecord((Shaped(EVIL, TensorValue((1,), "float32", (EVIL,))),), shaped(EVIL, 1.0)),
    BatchesRecord((Epoch((Batch((EVIL,), 1, EVIL),)),)),
    Output("stdout", EVIL),
    Output("stderr", EVIL),
    Warned(EVIL, EVIL, 1),
    Raised(EVIL, EVIL, (Frame(1, EVIL, EVIL),), (), 2),
    Ended("died", 1.0, EVIL),
]


@pytest.mark.parametrize("width", [20, 40, 80, 120])
@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_nothing_foreign_acts_or_is_read_as_markup(record: object, width: int) -> None:
    text = drawn(view(record, width=width), width)

    assert not any(ord(c) < 32 and c != "\n" for c in text)
    assert not set("\x7f\x9b\u202e") & set(text)
    assert width < 120 or "[red]" in text.replace("\n", "")


@pytest.mark.parametrize("width", [20, 40, 80, 120])
@pytest.mark.parametrize(
    "record", [BATCHES, SHAPES, TIMELINE], ids=["batches", "shapes", "timeline"]
)
def test_no_line_is_wider_than_it_may_be(record: object, width: int) -> None:
    assert all(
        cell_len(line) <= width for line in drawn(view(record, width=width), width).split("\n")
    )


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize(
    "name",
    ["text", "support", "now", "warm", "cool", "done", "error", "keyword", "string", "number"],
)
def test_every_colour_can_be_read_on_both_backgrounds(palette: Palette, name: str) -> None:
    colour = getattr(palette, name)

    assert min(contrast(colour, palette.background), contrast(colour, palette.panel)) >= 4.5
