"""Batches, padding and loading as text."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from tests.views.test_views import EVIL, drawn
from tutor.language import use
from tutor.records.views.batches import Batch, BatchesRecord, Epoch
from tutor.records.views.loading import Fetch, LoaderPass, LoadingRecord, Wait
from tutor.records.views.padding import PaddedRow, PaddingRecord
from tutor.views import view
from tutor.views.palette import ANSI, DARK, LIGHT, Palette
from tutor.views.ramp import along

PADDING = PaddingRecord(
    "batch",
    (2, 4),
    "int64",
    (PaddedRow("1110", 3, (5, 12, 9, 0)), PaddedRow("1000", 1, (7, 0, 0, 0))),
    padded=4,
    fill=0,
)
LONG = PaddingRecord(
    "batch",
    (2, 300),
    "int64",
    (PaddedRow("1" * 300, 300), PaddedRow("1" * 30 + "0" * 270, 30)),
    270,
)
LOADING = LoadingRecord(
    (
        LoaderPass(
            "",
            0,
            0,
            0,
            0.0,
            0.0,
            100.0,
            True,
            (Wait(0.0, 40.0, 0), Wait(50.0, 90.0, 1), Wait(100.0, 100.0)),
            (Fetch(None, 0.0, 40.0, 0), Fetch(None, 50.0, 90.0, 1)),
            2,
            80.0,
        ),
        LoaderPass(
            "loader",
            1,
            0,
            2,
            100.0,
            110.0,
            150.0,
            True,
            (Wait(110.0, 140.0, 0), Wait(145.0, 145.0, 1), Wait(150.0, 150.0)),
            (Fetch(0, 110.0, 140.0, 0), Fetch(1, 112.0, 142.0, 1)),
            2,
            40.0,
        ),
    )
)
BATCHES = BatchesRecord(
    (
        Epoch((Batch((0, 1, 2, 3), 4, "(4,)", 0), Batch((4, 5), 2, "(2,)", 1))),
        Epoch((Batch((5, 2, 0, 1), 4, "(4,)", 0),), (3, 4), 0, (5, 2, 0, 1, 3, 4)),
    ),
    6,
    labels=("cat", "dog", "cat", "dog", "cat", "dog"),
)
HOSTILE = [
    PaddingRecord(EVIL, (1, 1), EVIL, (PaddedRow("1", 1, (EVIL,)),), 0),
    LoadingRecord((LoaderPass(EVIL, 0, 0, 1, 0.0, 0.0, 0.0, True),)),
    BatchesRecord((Epoch((Batch((0, EVIL), 2, EVIL),)),), labels=(EVIL,)),
]


def test_padding_has_a_sign_and_every_row_what_is_real_of_it() -> None:
    assert drawn(view(PADDING, width=80)).split("\n") == [
        "batch  int64 (2, 4)",
        "    0   1   2   3  real",
        "0   5  12   9 ░░░  3",
        "1   7 ░░░░░░░░░░░  1",
        "░ padding, filled with 0: 4 of 8 places, 50 %",
    ]


def test_a_long_batch_is_drawn_in_signs() -> None:
    lines = drawn(view(LONG, width=60), 60).split("\n")

    assert lines[2].count("■") == 50
    assert lines[3].count("■") == 5
    assert "each sign: 6 places" in lines[4]


def test_padding_that_is_not_what_was_filled_in_shows_its_value() -> None:
    record = PaddingRecord("b", (1, 2), "int64", (PaddedRow("10", 1, (3, -1)),), 1)

    assert "░-1" in drawn(view(record, width=60))


def test_loading_has_a_lane_a_worker_on_one_line_of_time() -> None:
    lines = drawn(view(LOADING, width=70), 70).split("\n")

    assert any(line.endswith("─ 100 ms") for line in lines)
    assert [line.split("  ")[0] for line in lines if line.startswith(("pro", "wor"))] == [
        "program",
        "program",
        "worker 0",
        "worker 1",
    ]
    assert "2 batches; without a batch for 80 of 100 ms (80 %)" in lines
    assert lines[-3].index("0─") < lines[-4].index("0━")


def test_each_sample_carries_the_letter_of_its_label_and_each_batch_its_worker() -> None:
    text = drawn(view(BATCHES, width=80))

    assert "0 w0 0a 1b 2a 3b  (4,)" in text
    assert "1 w1 4a 5b  ·  ·  (2,)" in text
    assert "a = cat, b = dog" in text
    assert "sampler: 5b 2a 0a 1b 3b 4a" in text


@pytest.mark.parametrize("palette", [DARK, LIGHT, ANSI], ids=lambda palette: palette.name)
def test_near_samples_look_alike_in_every_palette(palette: Palette) -> None:
    ends = along(0.0, palette), along(1.0, palette)

    assert ends == (palette.cool, palette.now)
    assert along(0.01, palette) != ends[1]


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("width", [20, 40, 80, 120])
@pytest.mark.parametrize("record", [PADDING, LONG, LOADING, BATCHES, *HOSTILE])
def test_no_line_is_wider_than_it_may_be(record: object, width: int, language: str) -> None:
    use(language)

    text = drawn(view(record, width=width), width)

    assert all(cell_len(line) <= width for line in text.split("\n"))
    assert not any(ord(c) < 32 and c != "\n" for c in text)
    assert not set("\x7f\x9b\u202e") & set(text)


@pytest.mark.parametrize(
    "record", [PADDING, LOADING, BATCHES], ids=["padding", "loading", "batches"]
)
def test_the_picture_as_it_was_looked_at(record: object, snapshot: SnapshotAssertion) -> None:
    assert drawn(view(record, width=72), 72) == snapshot


def test_a_loader_that_is_done_within_a_millisecond_is_told_in_hundredths() -> None:
    record = LoadingRecord(
        (LoaderPass("loader", 0, 0, 0, 0.0, 0.0, 0.4, True, (Wait(0.0, 0.38, 0),), (), 1, 0.38),)
    )

    assert "0.38 of 0.40 ms (95 %)" in drawn(view(record, width=70), 70)


def test_a_wait_of_no_width_leaves_no_hole_in_the_lane() -> None:
    waits = (Wait(0.0, 10.0, 0), Wait(49.1, 49.3, 1), Wait(99.9, 100.0))
    record = LoadingRecord((LoaderPass("loader", 0, 0, 0, 0.0, 0.0, 100.0, True, waits, (), 2),))

    lane = next(line for line in drawn(view(record, width=70), 70).split("\n") if "program" in line)

    assert " " not in lane.removeprefix("program").strip()
