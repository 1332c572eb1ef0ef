"""What a run sends back: values, output, warnings, exceptions, views."""

from __future__ import annotations

import pytest

from tests.runner.running import job, run
from tutor.jobs import outcome
from tutor.records.job import Evaluate, Job, Program, Show
from tutor.records.messages import Evaluated, LiveValue, Output, Shown, Unshown, Warned
from tutor.records.values import Plain, TensorValue
from tutor.records.views.batches import BatchesRecord
from tutor.records.views.graph import GraphRecord
from tutor.records.views.modules import ModulesRecord
from tutor.records.views.series import SeriesRecord
from tutor.records.views.shapes import ShapesRecord
from tutor.records.views.timeline import TimelineRecord
from tutor.records.views.variables import VariablesRecord
from tutor.runner.pool import Pool

pytestmark = [pytest.mark.torch, pytest.mark.asyncio(loop_scope="session")]

BACKWARD = """
import torch
w = torch.tensor(1.0, requires_grad=True)
for step in range(3):
    loss = 3 * w
    loss.backward()  #> w.grad
"""


async def test_live_values_are_sent_each_time_their_line_runs(pool: Pool) -> None:
    done = await run(pool, BACKWARD)

    live = [m for m in done.messages if isinstance(m, LiveValue)]
    assert [m.value.values for m in live if isinstance(m.value, TensorValue)] == [
        (3.0,),
        (6.0,),
        (9.0,),
    ]
    assert {m.line for m in live} == {6}
    assert done.ended.kind == "finished"


async def test_an_expression_is_evaluated_after_the_program(pool: Pool) -> None:
    done = await run(pool, "n = k * 2", settings={"k": 21}, evaluate={"key": "n"})

    found = done.evaluated("main", "key")
    assert found is not None
    assert found.value == Plain(42)


async def test_output_keeps_its_order_and_stream(pool: Pool) -> None:
    done = await run(pool, "import sys\nprint('a')\nprint('b', file=sys.stderr)\nprint('c')")

    printed = [(m.stream, m.text) for m in done.messages if isinstance(m, Output)]
    assert printed == [("stdout", "a\n"), ("stderr", "b\n"), ("stdout", "c\n")]


async def test_a_warning_names_the_line_that_led_to_it(pool: Pool) -> None:
    done = await run(pool, "import warnings\nwarnings.warn('look', FutureWarning)")

    assert [m for m in done.messages if isinstance(m, Warned)] == [
        Warned("FutureWarning", "look", 2)
    ]


async def test_an_exception_is_cut_to_the_programs_own_lines(pool: Pool) -> None:
    source = "import torch\ndef f():\n    return torch.zeros(2) @ torch.zeros(3)\nf()"

    done = await run(pool, source)

    assert done.ended.kind == "raised"
    assert done.raised is not None
    assert done.raised.exception == "RuntimeError"
    assert [(f.line, f.function) for f in done.raised.frames] == [(4, "<module>"), (3, "f")]


async def test_a_syntax_error_has_a_line_and_a_column(pool: Pool) -> None:
    done = await run(pool, "x = 1\ny = (2")

    assert done.raised is not None
    assert done.raised.exception == "SyntaxError"
    assert done.raised.frames[-1].line == 2
    assert done.raised.column == 5


@pytest.mark.parametrize(
    ("source", "show", "record"),
    [
        (BACKWARD, Show("graph", "loss"), GraphRecord),
        (BACKWARD, Show("series", "w.grad"), SeriesRecord),
        (
            "import torch\na = torch.zeros(2, 3)\nout = torch.stack([a, a + 1])",
            Show("shapes", "out", (("inputs", "a, a + 1"), ("dim", "0"))),
            ShapesRecord,
        ),
        (
            "import torch\nfrom torch import nn\nlayer = nn.Linear(1, 1)\n"
            "layer.register_forward_hook(lambda *a: None)\nlayer(torch.ones(1, 1))",
            Show("timeline", ""),
            TimelineRecord,
        ),
        ("epochs = [[[0, 1], [2]], [[2, 0], [1]]]", Show("batches", "epochs"), BatchesRecord),
        ("from torch import nn\nnet = nn.Linear(2, 1)", Show("modules", "net"), ModulesRecord),
        ("x = 1", Show("variables", ""), VariablesRecord),
    ],
    ids=["graph", "series", "shapes", "timeline", "batches", "modules", "variables"],
)
async def test_every_probe_gives_its_record(
    pool: Pool, source: str, show: Show, record: type
) -> None:
    done = await run(pool, source, show=(show,))

    shown = [m.view for m in done.messages if isinstance(m, Shown)]
    assert [type(view) for view in shown] == [record], done.messages


async def test_the_passes_of_a_program_are_recorded_and_those_of_its_edits_are_not(
    pool: Pool,
) -> None:
    edited = Program("edit", BACKWARD + "\nloss = w * 1\nloss.backward()\n")

    done = await run(pool, BACKWARD, show=(Show("graph", "loss"),), others=(edited,))

    view = next(m.view for m in done.messages if isinstance(m, Shown))
    assert isinstance(view, GraphRecord)
    assert len(view.passes) == 3
    assert all(len(each.steps) == 2 for each in view.passes)


async def test_a_run_without_a_graph_has_pytorchs_own_backward(pool: Pool) -> None:
    source = "import torch\nown = not hasattr(torch.autograd.backward, '__wrapped__')"

    done = await run(pool, source, evaluate={"key": "own"})

    found = done.evaluated("main", "key")
    assert found is not None
    assert found.value == Plain(True)


async def test_a_probe_that_raises_is_a_message_of_its_own(pool: Pool) -> None:
    done = await run(pool, "x = 1", show=(Show("shapes", "x"),))

    unshown = [m for m in done.messages if isinstance(m, Unshown)]
    assert unshown[0].raised.exception == "TypeError"
    assert done.ended.kind == "finished"


async def test_an_edited_copy_starts_from_nothing_with_the_same_seed(pool: Pool) -> None:
    source = "import torch\nseen = globals().get('seen', 0) + 1\nx = torch.rand(3)"
    keys = (Evaluate("seen", "seen"), Evaluate("x", "x"))
    both = Job(
        Program("main", source, evaluate=keys),
        others=(Program("copy", source, evaluate=keys),),
        seed=7,
    )

    done = await outcome(pool.run(both))

    main, copy = (done.evaluated(name, "x") for name in ("main", "copy"))
    seen = done.evaluated("copy", "seen")
    assert main is not None
    assert copy is not None
    assert seen is not None
    assert main.value == copy.value
    assert seen.value == Plain(1)


async def test_what_a_copy_prints_is_thrown_away(pool: Pool) -> None:
    both = Job(Program("main", "x = 1"), others=(Program("copy", "print('noise')"),))

    done = await outcome(pool.run(both))

    assert not [m for m in done.messages if isinstance(m, Output)]


async def test_what_a_program_changes_for_the_process_does_not_reach_a_copy(pool: Pool) -> None:
    both = Job(
        Program("main", "import torch\ntorch.set_default_dtype(torch.float64)"),
        others=(
            Program("copy", "import torch", evaluate=(Evaluate("d", "str(torch.ones(1).dtype)"),)),
        ),
    )

    done = await outcome(pool.run(both))

    found = done.evaluated("copy", "d")
    assert found is not None
    assert found.value == Plain("torch.float32")


async def test_a_run_leaves_nothing_to_the_next(pool: Pool) -> None:
    await run(pool, "import builtins\nbuiltins.left_over = 1\nopen('file', 'w').close()")

    done = await run(
        pool,
        "import os, builtins",
        evaluate={"files": "os.listdir()", "built": "hasattr(builtins, 'left_over')"},
    )

    files, built = done.evaluated("main", "files"), done.evaluated("main", "built")
    assert isinstance(files, Evaluated)
    assert isinstance(built, Evaluated)
    assert getattr(files.value, "items", None) == ()
    assert built.value == Plain(False)


async def test_numbers_are_seeded_alike_in_every_run(pool: Pool) -> None:
    source = "import torch, numpy, random\nx = (torch.rand(1).item(), numpy.random.rand(), random.random())"

    first = await run(pool, source, evaluate={"x": "x"}, seed=3)
    second = await run(pool, source, evaluate={"x": "x"}, seed=3)
    other = await run(pool, source, evaluate={"x": "x"}, seed=4)

    assert first.messages == second.messages != other.messages


async def test_a_class_of_the_program_can_be_pickled(pool: Pool) -> None:
    source = "import pickle\nclass Thing: pass\nsame = pickle.loads(pickle.dumps(Thing()))"

    done = await run(pool, source, evaluate={"name": "type(same).__name__"})

    found = done.evaluated("main", "name")
    assert found is not None
    assert found.value == Plain("Thing")


async def test_a_loader_with_workers_ends(pool: Pool) -> None:
    source = """
import torch
from torch.utils.data import DataLoader
batches = [b.tolist() for b in DataLoader(list(range(6)), batch_size=2, num_workers=2)]
"""

    done = await run(pool, source, evaluate={"n": "len(batches)"}, seconds=20)

    found = done.evaluated("main", "n")
    assert found is not None, done
    assert found.value == Plain(3)


async def test_two_runs_at_once_do_not_mix(pool: Pool) -> None:
    import asyncio

    jobs = [job(f"print({n})", evaluate={"n": str(n)}) for n in range(4)]

    found = await asyncio.gather(*(outcome(pool.run(each)) for each in jobs))

    texts = [m.text for done in found for m in done.messages if isinstance(m, Output)]
    assert texts == ["0\n", "1\n", "2\n", "3\n"]
