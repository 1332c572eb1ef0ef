"""Views grow while a program runs, whatever it does, and it does what it would do without."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.runner.running import job, run
from tutor.records.job import Show
from tutor.records.messages import Ended, LiveValue, Message, Output, Shown
from tutor.records.values import Plain
from tutor.records.views.series import MOST_POINTS, SeriesRecord
from tutor.records.views.timeline import TimelineRecord
from tutor.runner.pool import Pool
from tutor.runner.watches import MOST_SENT

pytestmark = [pytest.mark.torch, pytest.mark.asyncio(loop_scope="session")]

LOSSES = (Show("series", "losses"),)
UNTIL = """\
import time
import torch
end = time.monotonic() + {seconds}
losses = []
while time.monotonic() < end:
    {body}
"""


def going_on(body: str, seconds: float = 0.6) -> str:
    """Return a program that repeats `body` for a while."""
    return UNTIL.format(seconds=seconds, body=body.replace("\n", "\n    "))


async def sent_until(
    pool: Pool,
    source: str,
    enough: Callable[[list[Message]], bool],
    show: tuple[Show, ...] = LOSSES,
) -> list[Message]:
    """Run a program that goes on and on until it has sent enough; return all that was sent."""
    running = pool.run(job(source, show=show, seconds=60))
    sent: list[Message] = []
    async for message in running:
        sent.append(message)
        if enough(sent):
            running.stop()
    assert isinstance(sent[-1], Ended)
    assert sent[-1].kind == "stopped"
    return sent


def lengths(sent: list[Message]) -> list[int]:
    """Return how many steps each record of a series told of."""
    records = [message.view for message in sent if isinstance(message, Shown)]
    return [len(r.lines[0].values) * r.every for r in records if isinstance(r, SeriesRecord)]


def late_values(sent: list[Message]) -> list[int]:
    """Return the live values of a counter that came after the ones each sent on its own."""
    values = [
        m.value.value for m in sent if isinstance(m, LiveValue) and isinstance(m.value, Plain)
    ]
    return [value for value in values if isinstance(value, int) and value >= MOST_SENT]


def events(sent: list[Message]) -> list[int]:
    """Return how many events each record of a timeline told of."""
    records = [message.view for message in sent if isinstance(message, Shown)]
    return [len(each.events) for each in records if isinstance(each, TimelineRecord)]


async def test_a_list_of_numbers_grows(pool: Pool) -> None:
    source = going_on("losses.append(1.0)\ntime.sleep(0.01)", 60)
    sent = await sent_until(pool, source, lambda sent: len(lengths(sent)) > 2)

    assert lengths(sent) == sorted(set(lengths(sent)))


async def test_a_live_expression_grows(pool: Pool) -> None:
    source = going_on("x = 1.0  #> x\ntime.sleep(0.01)", 60)
    show = (Show("series", "x"),)
    sent = await sent_until(pool, source, lambda sent: len(lengths(sent)) > 2, show)

    assert lengths(sent) == sorted(set(lengths(sent)))


async def test_a_timeline_grows(pool: Pool) -> None:
    body = "y = model(torch.zeros(1))\ntime.sleep(0.02)"
    source = f"import torch\nmodel = torch.nn.Linear(1, 1)\n{going_on(body, 60)}"
    show = (Show("timeline", "model"),)
    sent = await sent_until(pool, source, lambda sent: len(events(sent)) > 1, show)

    assert events(sent)[0] < events(sent)[-1]


async def test_the_last_value_of_a_busy_line_is_told_while_it_runs(pool: Pool) -> None:
    source = "i = 0\nwhile True:\n    i += 1  #> i"
    sent = await sent_until(pool, source, lambda sent: len(late_values(sent)) > 2, ())

    assert late_values(sent) == sorted(late_values(sent))


async def test_a_long_series_is_thinned_and_keeps_its_course(pool: Pool) -> None:
    done = await run(pool, "for i in range(100_000):\n    x = i  #> x", show=(Show("series", "x"),))

    (shown,) = (message for message in done.messages if isinstance(message, Shown))
    assert isinstance(shown.view, SeriesRecord)
    values = shown.view.lines[0].values
    assert MOST_POINTS // 2 <= len(values) <= MOST_POINTS
    assert values == tuple(float(n * shown.view.every) for n in range(len(values)))


async def test_of_a_view_that_grew_only_the_last_record_is_an_outcome(pool: Pool) -> None:
    source = going_on("losses.append(1.0)\ntime.sleep(0.01)")
    done = await run(pool, source, show=LOSSES, evaluate={"count": "len(losses)"})

    shown = [message for message in done.messages if isinstance(message, Shown)]
    counted = done.evaluated("main", "count")
    assert len(shown) == 1
    assert counted is not None
    assert counted.value == Plain(lengths(list(shown))[-1])


@pytest.mark.parametrize(
    "body",
    [
        "losses.append(torch.ones(()))",
        "losses = type('Odd', (list,), {'__getitem__': lambda *_: 1 / 0, '__len__': lambda _: 1})()",
        "losses.append(object())",
        "del losses\nlosses = None",
    ],
)
async def test_what_cannot_be_read_yet_is_no_fault_of_the_program(pool: Pool, body: str) -> None:
    source = going_on(f"{body}\ntime.sleep(0.01)", 0.3)
    done = await run(pool, source, show=LOSSES, evaluate={"end": "'reached'"})

    reached = done.evaluated("main", "end")
    assert reached is not None
    assert reached.value == Plain("reached")


async def test_printing_and_growing_do_not_cut_into_each_other(pool: Pool) -> None:
    source = going_on("losses.append(1.0)\nprint('x' * 40)", 0.4).replace(
        "while time", "while len(losses) < 5000 and time"
    )
    done = await run(pool, source, show=LOSSES, evaluate={"count": "len(losses)"})

    printed = "".join(m.text for m in done.messages if isinstance(m, Output))
    counted = done.evaluated("main", "count")
    assert done.ended.kind == "finished"
    assert counted is not None
    assert Plain(printed.count("\n")) == counted.value


async def test_a_loader_with_workers_runs_while_its_series_grows(pool: Pool) -> None:
    source = """\
import time
import torch
from torch.utils.data import DataLoader, Dataset

class Slow(Dataset):
    def __len__(self):
        return 12

    def __getitem__(self, index):
        time.sleep(0.03)
        return torch.tensor(float(index))

losses = []
for batch in DataLoader(Slow(), batch_size=2, num_workers=2):
    losses.append(batch.sum().item())
"""
    done = await run(pool, source, show=LOSSES)

    assert done.ended.kind == "finished"
    assert lengths(list(done.messages)) == [6]
