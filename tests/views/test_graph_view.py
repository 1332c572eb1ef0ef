"""Graphs as text: the rail, the trace of a pass, and one moment of it."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from syrupy.assertion import SnapshotAssertion

from tutor.language import use
from tutor.records.views.graph import Graph, GraphNode, GraphPass, GraphRecord, GraphStep
from tutor.views import view
from tutor.views.moment import moment, place_of, positions
from tutor.views.palette import ANSI, DARK, LIGHT, Palette
from tutor.views.rail import rail
from tutor.views.stepped import Stepped, controls


def drawn(record: object, width: int = 80, height: int | None = None) -> list[str]:
    file = io.StringIO()
    console = Console(file=file, width=500, color_system=None, markup=False, highlight=False)
    console.print(view(record, width=width, height=height))
    return [line.rstrip() for line in file.getvalue().rstrip("\n").split("\n")]


LOOP = Graph(
    (
        GraphNode("SumBackward0", (1,), variable="loss"),
        GraphNode("MulBackward0", (2, 3), saved=("self (3,)", "other (3,)")),
        GraphNode("AddBackward0", (4, 5)),
        GraphNode("AccumulateGrad", variable="x", shape=(3,)),
        GraphNode("ReluBackward0", (3,), saved=("result (3,)",)),
        GraphNode("AccumulateGrad", variable="b", shape=()),
    )
)
STEPS = (
    GraphStep(0, ("1.",), ((1, "(3,)"),)),
    GraphStep(1, ("(3,)",), ((2, "(3,)"), (3, "(3,)"))),
    GraphStep(2, ("(3,)",), ((4, "(3,)"), (5, "6."))),
    GraphStep(5, ("6.",), (), "6."),
    GraphStep(4, ("(3,)",), ((3, "(3,)"),)),
    GraphStep(3, ("(3,)",), (), "(3,)"),
)
AGAIN = (*STEPS[:3], GraphStep(5, ("6.",), (), "12."), *STEPS[4:])
NONE = ((3, "None"), (5, "None"))
RECORD = GraphRecord(
    "loss",
    (LOOP,),
    (
        GraphPass(0, "backward", "loss", STEPS, NONE),
        GraphPass(0, "backward", "loss", AGAIN, ((3, "(3,)"), (5, "6."))),
    ),
    ((3, "(3,)"), (5, "12.")),
    (1, 4),
)
STILL = GraphRecord("loss", (LOOP,), grads=NONE)


def of_steps(*steps: GraphStep, nodes: tuple[GraphNode, ...], **more: object) -> list[str]:
    """Return the trace of one pass over `nodes`."""
    each = GraphPass(0, "backward", "y", steps, **more)  # type: ignore[arg-type]
    lines = drawn(GraphRecord("y", (Graph(nodes),), (each,)))
    return lines[lines.index("") + 1 :]


def test_a_graph_is_a_rail_with_back_references() -> None:
    assert drawn(STILL) == [
        "loss Sum",
        "└─Mul                         saved self (3,), other (3,)",
        "  ├─Add",
        "  │ ├─Relu                    saved result (3,)",
        "  │ │ └─x AccumulateGrad #1   .grad None  (3,)",
        "  │ └─b AccumulateGrad        .grad None",
        "  └─↑ x AccumulateGrad #1",
    ]


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("width", [20, 40, 80, 120])
@pytest.mark.parametrize("at", ["still", None, 0, 3, 6, 13])
def test_no_line_is_wider_than_it_may_be(at: object, width: int, language: str) -> None:
    use(language)
    record = STILL if at == "still" else Stepped(RECORD, at) if at is not None else RECORD  # type: ignore[arg-type]

    assert max(map(cell_len, drawn(record, width))) <= width


@pytest.mark.parametrize("width", [40, 80])
def test_what_backward_did_is_a_numbered_trace(width: int, snapshot: SnapshotAssertion) -> None:
    assert "\n".join(drawn(RECORD, width)) == snapshot


@pytest.mark.parametrize("width", [40, 80, 120])
def test_nothing_that_flows_is_lost_in_any_width(width: int) -> None:
    text = " ".join(" ".join(drawn(RECORD, width)).split())

    assert "loss SumBackward0 grad 1. → Mul (3,)" in text
    assert "b AccumulateGrad grad 6. → b.grad 6. → 12." in text


def test_the_node_that_runs_is_marked_by_a_sign() -> None:
    lines = drawn(Stepped(RECORD, 2))

    marked = [line for line in lines if line.startswith("▸")]
    assert [line.split()[1] for line in marked] == ["└─Mul", "MulBackward0"]
    assert lines[1].startswith("• loss Sum")


@pytest.mark.parametrize("palette", [DARK, LIGHT, ANSI], ids=lambda palette: palette.name)
def test_the_signs_are_the_same_in_every_theme(palette: Palette) -> None:
    file = io.StringIO()
    console = Console(file=file, width=80, color_system=None)
    console.print(view(Stepped(RECORD, 4), width=80, palette=palette))

    marked = [line.split() for line in file.getvalue().split("\n") if line.startswith("▸")]
    assert [line[0] for line in marked] == ["▸", "▸"]


def test_grad_fills_in_step_by_step_and_adds_up() -> None:
    grads = [moment(RECORD, at).grads[5] for at in range(positions(RECORD))]

    assert grads == ["None"] * 4 + ["6."] * 7 + ["12."] * 3


def test_while_a_leaf_runs_its_grad_is_seen_before_and_after() -> None:
    assert any(line.endswith(".grad 6. → 12.") for line in drawn(Stepped(RECORD, 11)))


def test_a_node_is_freed_when_it_has_run() -> None:
    freed = [sorted(moment(RECORD, at).freed) for at in range(7)]

    assert freed == [[], [], [1], [1], [1], [1, 4], [1, 4]]


def test_positions_count_through_all_passes() -> None:
    assert positions(RECORD) == 14
    assert [place_of(RECORD, at) for at in (0, 6, 7, 13)] == [(0, 0), (0, 6), (1, 0), (1, 6)]


LEAF = GraphNode("AccumulateGrad", variable="w", shape=())
TWICE = (GraphNode("MulBackward0", (1, 1), variable="y"), LEAF)


def test_gradients_that_meet_are_seen_to_be_added() -> None:
    steps = (GraphStep(0, ("1.",), ((1, "3."), (1, "3."))), GraphStep(1, ("6.",), (), "6."))

    assert (
        of_steps(*steps, nodes=TWICE)[-1] == "  2  w AccumulateGrad  grad 3. + 3. = 6.  → w.grad 6."
    )


@pytest.mark.parametrize(
    ("sent", "shown"), [(("3.",), "3. ⇒ 30."), (("3.", "3."), "3. + 3. ⇒ 30.")]
)
def test_what_a_hook_changed_is_seen(sent: tuple[str, ...], shown: str) -> None:
    nodes = (GraphNode("MulBackward0", (1,) * len(sent), variable="y"), LEAF)
    steps = (
        GraphStep(0, ("1.",), tuple((1, each) for each in sent)),
        GraphStep(1, ("30.",), (), "30."),
    )

    last = of_steps(*steps, nodes=nodes)[-1]

    assert f"grad {shown} (a hook changed it)" in last


def test_what_is_sent_unlike_what_comes_in_rounding_alone_is_no_hook() -> None:
    steps = (
        GraphStep(0, ("1.",), ((1, "1.101"), (1, "1.101"))),
        GraphStep(1, ("2.203",), (), "2.203"),
    )

    assert "1.101 + 1.101 = 2.203" in of_steps(*steps, nodes=TWICE)[-1]


def test_a_pass_that_raised_says_so_where_it_raised() -> None:
    before_any = of_steps(nodes=TWICE, raised="RuntimeError")
    at_a_node = of_steps(GraphStep(0, ("1.",)), nodes=TWICE, raised="RuntimeError")

    assert before_any == ["backward from y  raised RuntimeError"]
    assert at_a_node[-1] == "  1  y MulBackward0  grad 1.  raised RuntimeError"


def test_what_grad_returned_stands_at_its_last_step() -> None:
    each = GraphPass(0, "grad", "y", (GraphStep(0, ("1.",)),), returned=(("w", "6."),))

    lines = drawn(GraphRecord("y", (Graph(TWICE),), (each,)))

    assert lines[-2] == "torch.autograd.grad from y"
    assert lines[-1].endswith("returned for w 6.")


def test_a_long_chain_goes_straight_down_and_what_branches_off_is_indented() -> None:
    chain = [GraphNode("AddBackward0", (2 * n + 1, 2 * n + 2)) for n in range(50)]
    nodes = [node for link in chain for node in (link, LEAF)]
    for n, link in enumerate(chain):
        nodes[2 * n] = GraphNode(link.name, (2 * n + 1, 2 * n + 2))
    nodes.append(LEAF)

    lines = rail(Graph(tuple(nodes)), 20)

    assert max(len(line.lead) for line in lines) == 2
    assert len(lines) == 101


def test_of_a_graph_higher_than_the_screen_the_rows_around_the_present_node_are_shown() -> None:
    nodes = (*(GraphNode("MulBackward0", (n + 1,)) for n in range(199)), LEAF)
    steps = tuple(GraphStep(n, ("1.",), ((n + 1, "1."),)) for n in range(199))
    record = GraphRecord("y", (Graph(nodes),), (GraphPass(0, "backward", "y", steps),))

    lines = drawn(Stepped(record, 100), 80, 12)

    assert len(lines) < 20
    assert any(line.startswith("▸ Mul ") for line in lines)
    assert "… 93 rows above" in lines


def test_each_mark_carries_what_it_does_and_a_word_for_it() -> None:
    wide = controls(False, 80, DARK)
    acts = [span.style.meta["step"] for span in wide.spans if isinstance(span.style, Style)]

    assert wide.plain == "« start   ‹ back   ▷ play   step ›   end »"
    assert acts == ["start", "back", "play", "forward", "end"]
    assert "‖ pause" in controls(True, 80, DARK).plain


def test_after_the_run_the_passes_are_counted() -> None:
    assert drawn(Stepped(RECORD), 100)[0].endswith("after the run · 2 backward passes, 12 steps")


def test_nodes_changed_in_place_and_freed_are_told_apart_in_words() -> None:
    nodes = (GraphNode("SinBackward0", (1,)), GraphNode("ExpBackward0", (2,)), LEAF)

    lines = drawn(GraphRecord("y", (Graph(nodes),), freed=(1,), changed=(0,)))

    assert lines[0].endswith("saved, changed in place")
    assert lines[1].endswith("freed")


def test_foreign_text_is_drawn_as_text() -> None:
    nodes = (GraphNode("[red]x[/]\x1b[31m", (1,)), LEAF)

    text = "\n".join(drawn(GraphRecord("y", (Graph(nodes),))))
    assert "[red]x[/]" in text
    assert "\x1b" not in text
