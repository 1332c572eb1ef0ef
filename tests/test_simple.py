"""Where a terminal has no UTF-8, pictures keep their columns and marks stay apart."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len

from tutor.simple import register, simple
from tutor.terminal import draw_with

DRAWN = "─━│┊└├┤┬┴█░▒▓■□▫▲△▶▷▸◀◆◇○●◐⚠✗✚✛←↑→↓…·×−≠≈⠀⡇⠉⣀ 텐서 é"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "euc-kr"])
def test_what_an_encoding_lacks_is_as_wide_as_it_was(encoding: str) -> None:
    written = DRAWN.encode(encoding, register()).decode(encoding)

    assert cell_len(written) == cell_len(DRAWN)


def test_marks_of_a_lesson_stay_apart() -> None:
    marks = ["○", "◐", "●", "✗", "◆", "▸"]

    assert len({simple(mark) for mark in marks}) == len(marks)


def test_a_combining_mark_takes_no_column() -> None:
    assert simple("\u0301") == ""


def test_what_is_written_to_such_a_terminal_has_no_escapes() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii", errors="backslashreplace")

    draw_with(stream)
    stream.write("● Right. w → 3")
    stream.flush()

    assert raw.getvalue() == b"* Right. w > 3"


def test_a_terminal_with_utf_8_is_left_alone() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="strict")

    draw_with(stream)

    assert stream.errors == "strict"


@pytest.mark.parametrize("stream", [None, io.StringIO()])
def test_what_is_no_file_is_left_alone(stream: io.StringIO | None) -> None:
    draw_with(stream)
