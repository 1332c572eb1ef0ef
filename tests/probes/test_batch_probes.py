"""Batches, padding and loading as real torch makes them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.runner.running import run
from tutor.records.codec import encode
from tutor.records.job import Show
from tutor.records.messages import Shown, Unshown
from tutor.records.views.batches import BatchesRecord
from tutor.records.views.loading import LoaderPass, LoadingRecord
from tutor.records.views.padding import PaddingRecord
from tutor.runner.pool import Pool

pytestmark = [pytest.mark.torch, pytest.mark.asyncio(loop_scope="session")]


async def shown(pool: Pool, source: str, *shows: Show) -> list[Any]:
    done = await run(pool, source, show=shows)
    assert done.ended.kind == "finished", done
    return [m.view if isinstance(m, Shown) else m for m in done.messages]


BATCH = """
import torch
from torch.nn.utils.rnn import pad_sequence

batch = pad_sequence([torch.tensor(w) for w in ([5, 0, 9], [7], [1, 2, 0, 4])], batch_first=True)
lengths = [3, 1, 4]
mask = torch.arange(4) < torch.tensor(lengths).unsqueeze(1)
vectors = torch.nn.functional.one_hot(batch, 10).float() * mask.unsqueeze(2)
"""


@pytest.mark.parametrize("options", [(("lengths", "lengths"),), (("mask", "mask"),), ()])
async def test_padding_is_told_by_lengths_by_a_mask_or_by_its_value(
    pool: Pool, options: tuple[tuple[str, str], ...]
) -> None:
    (record,) = await shown(pool, BATCH, Show("padding", "batch", options))

    assert [row.real for row in record.rows] == ["1110", "1000", "1111"]
    assert record.padded == 4
    assert record.fill == 0
    assert record.rows[2].values == (1, 2, 0, 4)


async def test_the_places_of_vectors_are_their_norms(pool: Pool) -> None:
    (record,) = await shown(pool, BATCH, Show("padding", "vectors", (("lengths", "lengths"),)))

    assert record.norms == 10
    assert record.rows[1].values == (1.0, 0.0, 0.0, 0.0)


async def test_filling_that_differs_is_not_named(pool: Pool) -> None:
    source = "import torch\nbatch = torch.tensor([[1, -1, -2], [1, 2, 3]])"

    (record,) = await shown(pool, source, Show("padding", "batch", (("lengths", "[1, 3]"),)))

    assert record.fill is None
    assert record.padded == 2


@pytest.mark.parametrize(
    "tensor",
    [
        "torch.zeros(0, 5)",
        "torch.zeros(3, 0)",
        "torch.zeros(2, 3, 0)",
        "torch.ones(2, 3, dtype=torch.bfloat16)",
        "torch.ones(2, 3, dtype=torch.complex64)",
        "torch.tensor([[True, False], [False, False]])",
        "torch.tensor([[float('nan'), float('inf')], [0.0, 0.0]])",
        "torch.zeros(1000, 1000)",
        "torch.rand(64, 256, 4)",
    ],
)
async def test_any_batch_is_a_small_record(pool: Pool, tensor: str) -> None:
    (record,) = await shown(pool, f"import torch\nbatch = {tensor}", Show("padding", "batch"))

    assert isinstance(record, PaddingRecord)
    assert len(encode(record)) < 64 * 1024


@pytest.mark.parametrize(
    ("of", "options", "said"),
    [
        ("lengths", (), "not a batch"),
        ("batch", (("lengths", "[1]"),), "1 lengths for a batch of 3"),
        ("batch", (("mask", "mask[:2]"),), "the mask has shape (2, 4)"),
    ],
)
async def test_what_does_not_fit_together_is_named(
    pool: Pool, of: str, options: tuple[tuple[str, str], ...], said: str
) -> None:
    (unshown,) = await shown(pool, BATCH, Show("padding", of, options))

    assert isinstance(unshown, Unshown)
    assert said in unshown.raised.message


LOADING = """
import torch
from torch.utils.data import DataLoader, Dataset, IterableDataset, get_worker_info


class Numbers(Dataset):
    def __len__(self):
        return 10

    def __getitem__(self, index):
        return index


class Stream(IterableDataset):
    def __iter__(self):
        info = get_worker_info()
        yield from range(info.id if info else 0, 7, info.num_workers if info else 1)


def epoch(loader, stop=None):
    return [batch for number, batch in zip(range(stop or 99), loader)]

"""


async def passes(pool: Pool, program: str) -> tuple[LoaderPass, ...]:
    (record,) = await shown(pool, LOADING + program, Show("loading", ""))
    assert isinstance(record, LoadingRecord)
    return record.passes


async def test_without_workers_the_program_loads_what_it_waits_for(pool: Pool) -> None:
    (only,) = await passes(pool, "loader = DataLoader(Numbers(), batch_size=4)\nepoch(loader)")

    assert (only.loader, only.workers, only.batches, only.finished) == ("loader", 0, 3, True)
    assert [fetch.worker for fetch in only.fetches] == [None] * 3
    for wait, fetch in zip(only.waits, only.fetches, strict=False):
        assert wait.began <= fetch.began <= fetch.ended <= wait.ended


async def test_each_batch_has_the_worker_that_loaded_it(pool: Pool) -> None:
    program = "loader = DataLoader(Numbers(), batch_size=2, num_workers=2)\nepoch(loader)"

    (only,) = await passes(pool, program)

    owners = {fetch.batch: fetch.worker for fetch in only.fetches}
    assert owners == {0: 0, 1: 1, 2: 0, 3: 1, 4: 0}


async def test_workers_that_stay_are_told_apart_by_epoch(pool: Pool) -> None:
    made = "DataLoader(Numbers(), batch_size=5, num_workers=2, persistent_workers=True)"

    found = await passes(pool, f"loader = {made}\nepoch(loader), epoch(loader)")

    assert [each.epoch for each in found] == [0, 1]
    assert [{fetch.batch: fetch.worker for fetch in each.fetches} for each in found] == [
        {0: 0, 1: 1},
        {0: 0, 1: 1},
    ]
    assert found[0].ended <= min(fetch.began for fetch in found[1].fetches)


async def test_a_stream_is_followed_where_one_worker_ends_first(pool: Pool) -> None:
    program = "epoch(DataLoader(Stream(), batch_size=2, num_workers=2, prefetch_factor=1))"

    (only,) = await passes(pool, program)

    used = {fetch.batch: fetch.worker for fetch in only.fetches if fetch.batch is not None}
    assert used == {0: 0, 1: 1, 2: 0, 3: 1}


async def test_a_loop_left_early_is_not_finished(pool: Pool) -> None:
    program = "epoch(DataLoader(Numbers(), batch_size=2, num_workers=1), stop=2)"

    (only,) = await passes(pool, program)

    assert not only.finished
    assert len([wait for wait in only.waits if wait.batch is not None]) == only.batches


async def test_two_loaders_keep_the_order_they_were_made_in(pool: Pool) -> None:
    program = """
train = DataLoader(Numbers(), batch_size=5)
test = DataLoader(Numbers(), batch_size=10)
epoch(test), epoch(train)
"""

    found = await passes(pool, program)

    assert [(each.loader, each.number) for each in found] == [("test", 1), ("train", 0)]


async def test_watching_changes_nothing_a_program_sees(pool: Pool) -> None:
    program = """
import inspect
loader = DataLoader(Numbers(), batch_size=3, shuffle=True, generator=torch.Generator().manual_seed(1))
seen = [b.tolist() for b in loader]
names = list(inspect.signature(DataLoader).parameters)[:3]
"""
    shows = (Show("loading", ""),)
    wanted = {"seen": "seen", "names": "names", "left": "vars(loader).keys()"}

    watched = await run(pool, LOADING + program, show=shows, evaluate=wanted)
    alone = await run(pool, LOADING + program, evaluate=wanted)

    assert [watched.evaluated("main", name) for name in wanted] == [
        alone.evaluated("main", name) for name in wanted
    ]


async def test_many_passes_and_batches_are_a_small_record(pool: Pool) -> None:
    program = "loader = DataLoader(range(1000))\nfor _ in range(20):\n    epoch(loader, stop=999)"

    (record,) = await shown(pool, LOADING + program, Show("loading", ""))

    assert record.left_out == 14
    assert record.passes[0].batches == 999
    assert len(encode(record)) < 64 * 1024


async def test_batches_name_their_workers_labels_and_what_the_sampler_gave(pool: Pool) -> None:
    program = """
loader = DataLoader(Numbers(), batch_size=4, num_workers=2, drop_last=True)
epochs = [epoch(loader)]
order = [list(loader.sampler)]
"""
    options = (("workers", "loader"), ("labels", "['even', 'odd'] * 5"), ("order", "order"))

    (record,) = await shown(pool, LOADING + program, Show("batches", "epochs", options))

    assert isinstance(record, BatchesRecord)
    assert [batch.worker for batch in record.epochs[0].batches] == [0, 1]
    assert record.labels[:2] == ("even", "odd")
    assert record.epochs[0].order == tuple(range(10))
    assert record.epochs[0].missing == (8, 9)
