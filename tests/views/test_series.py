"""Series as text: what is no number is never drawn as one, and every fact is also in words."""

from __future__ import annotations

import io
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from tutor.language import use
from tutor.records.views.series import Line, SeriesRecord
from tutor.views import view
from tutor.views.axes import round_step, step_axis, value_axis
from tutor.views.dots import Dots
from tutor.views.palette import ANSI, DARK, LIGHT, Palette
from tutor.views.series import MOST_BARS, ReadSeries, differing

LOSS = SeriesRecord((Line("loss", tuple(2.0 / (n + 1) for n in range(100))),))
SLOWER = SeriesRecord((Line("loss", tuple(2.0 / (n / 2 + 1) for n in range(100))),))
WIDTHS = (40, 80, 120)


def drawn(renderable: object, width: int = 80) -> str:
    file = io.StringIO()
    console = Console(file=file, width=width, color_system=None, markup=False, highlight=False)
    console.print(renderable)
    return "\n".join(line.rstrip() for line in file.getvalue().rstrip("\n").split("\n"))


def series(*values: float | str | None, name: str = "w") -> SeriesRecord:
    return SeriesRecord((Line(name, values),))


def test_bars_say_what_is_no_number() -> None:
    record = series(None, 2.0, -1.0, math.nan, math.inf, -math.inf, "(2, 3)")

    assert drawn(view(record, width=30), 30).split("\n") == [
        " 0       │ None",
        " 1       │━━━━━━━━━━━━ 2.",
        " 2 ━━━━━━│ -1.",
        " 3       │× nan",
        " 4       │━━━━━━━━━━━▶ inf",
        " 5       │◀ -inf",
        " 6       │ (2, 3)",
    ]


def test_a_small_value_is_not_drawn_as_zero() -> None:
    rows = drawn(view(series(100.0, 0.1, 0.0), width=40), 40).split("\n")

    assert [row.count("━") for row in rows][1:] == [1, 0]


def test_bars_of_a_pinned_run_stand_under_those_of_this_one() -> None:
    shown = ReadSeries(series(3.0, 6.0), None, series(3.0, 3.0))

    assert drawn(view(shown, width=34), 34).split("\n") == [
        "━━ w   ── w, pinned",
        " 0 │━━━━━━━━━━━━ 3.",
        "   │──────────── 3.",
        " 1 │━━━━━━━━━━━━━━━━━━━━━━━━ 6. ≠",
        "   │──────────── 3.",
        "≠ 1 of 2 steps differ from the",
        "  pinned run, the first at step 1.",
    ]


def test_a_run_like_the_pinned_one_says_so() -> None:
    shown = ReadSeries(series(3.0, math.nan), None, series(3.0, math.nan))

    assert "The same as in the pinned run." in drawn(view(shown, width=60))


def test_a_pinned_run_of_another_length_differs_where_it_ends() -> None:
    assert differing(series(1.0, 2.0, 3.0), series(1.0, 2.0)) == [2]


def test_the_bar_that_is_read_is_pointed_at() -> None:
    rows = drawn(view(ReadSeries(series(1.0, 2.0), 1), width=40)).split("\n")

    assert [row[0] for row in rows] == [" ", "▸"]


def test_a_plot_has_axes_with_round_ticks() -> None:
    rows = drawn(view(LOSS, width=60, height=14), 60).split("\n")

    assert [row.split("┤")[0].strip() for row in rows if "┤" in row] == ["2", "1", "0"]
    assert rows[-2].split() == [str(step) for step in range(0, 100, 10)]
    assert rows[-3].count("┬") == 10


def test_the_facts_of_a_series_are_in_words() -> None:
    values = (*(float(n % 7) for n in range(20)), None, None, math.nan)
    text = drawn(view(series(*values), width=80))

    assert "● w  0. → 5. · greatest 6. at 6 · 2 × None · 1 × nan" in text


def test_a_value_is_read_at_a_step() -> None:
    text = drawn(view(ReadSeries(LOSS, 12), width=80))

    assert "● loss  step 12: 0.1538" in text
    assert "┊" in text
    assert "┴" in text


def test_reading_a_value_does_not_change_the_height() -> None:
    two = SeriesRecord((*LOSS.lines, *series(*([1.0, None, 3.0] * 30), name="other").lines))
    for width in WIDTHS:
        heights = {
            len(drawn(view(ReadSeries(two, at), width=width, height=16), width).split("\n"))
            for at in (5, 50)
        }
        assert len(heights) == 1


def test_a_step_past_the_end_of_a_shorter_series_has_no_value() -> None:
    record = SeriesRecord((*LOSS.lines, Line("short", (1.0, 2.0))))

    assert "◆ short  step 40: –" in drawn(view(ReadSeries(record, 40), width=80))


def test_several_series_are_told_apart_without_colour() -> None:
    record = SeriesRecord(
        tuple(Line(name, tuple(float(n * k) for n in range(40))) for k, name in enumerate("abc"))
    )

    body = drawn(view(record, width=60, height=16), 60).split("└")[0]

    assert all(mark in body for mark in "●◆▲")


def test_nan_and_infinities_are_marked_and_none_is_a_gap() -> None:
    values = [1.0] * 20 + [math.nan] + [2.0] * 20 + [math.inf] + [None] * 20 + [-math.inf, 1.0]
    rows = drawn(view(series(*values), width=80, height=16)).split("\n")
    body = [row for row in rows if "│" in row or "┤" in row]

    assert "×" in body[-1]
    assert "↑" in body[0]
    assert "↓" in body[-1]


def test_points_without_neighbours_are_marked() -> None:
    record = series(*(1.0 if n % 10 == 0 else None for n in range(50)))

    assert drawn(view(record, width=60)).split("└")[0].count("●") == 5


def test_a_thinned_series_counts_its_steps() -> None:
    record = SeriesRecord(LOSS.lines, every=4)
    text = drawn(view(ReadSeries(record, 10), width=80))

    assert "step 40: 0.1818" in text
    assert "Every 4th step is drawn." in text


def test_runs_of_other_lengths_are_compared_step_by_step() -> None:
    thinned = SeriesRecord((Line("loss", LOSS.lines[0].values[::2]),), every=2)

    assert "The same" in drawn(view(ReadSeries(thinned, None, LOSS), width=80))


def test_nothing_recorded_is_said() -> None:
    assert drawn(view(SeriesRecord((Line("x", ()),)), width=40)) == "Nothing was recorded."
    many = series(*[None] * 20)
    assert "There are no numbers to draw." in drawn(view(many, width=40))


@pytest.mark.parametrize("palette", [DARK, LIGHT, ANSI], ids=lambda palette: palette.name)
@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_it_may_be(width: int, language: str, palette: Palette) -> None:
    use(language)
    long = "the_name_of_a_very_long_expression[0].weight.grad.norm().item()"
    record = SeriesRecord((Line(long, tuple(map(float, range(30)))), *LOSS.lines))
    for shown in (record, ReadSeries(record, 3), ReadSeries(record, None, SLOWER)):
        lines = drawn(view(shown, width=width, height=16, palette=palette), width).split("\n")
        assert max(map(cell_len, lines)) <= width


@given(
    st.lists(st.none() | st.floats() | st.just("(2, 3)"), min_size=1, max_size=60),
    st.sampled_from(WIDTHS),
    st.integers(4, 40),
    st.none() | st.integers(0, 70),
)
def test_any_series_can_be_drawn(
    values: list[float | str | None], width: int, height: int, at: int | None
) -> None:
    text = drawn(view(ReadSeries(series(*values), at), width=width, height=height), width)

    assert all(cell_len(line) <= width for line in text.split("\n"))
    if len(values) <= MOST_BARS:
        assert text.count("None") == values.count(None)


@pytest.mark.parametrize(
    ("rough", "step"), [(0.03, 0.05), (1, 1), (1.1, 2), (2.5, 5), (7, 10), (1234, 2000)]
)
def test_steps_of_an_axis_are_round(rough: float, step: float) -> None:
    assert round_step(rough) == pytest.approx(step)


@given(st.floats(-1e9, 1e9), st.floats(1, 1e9), st.integers(1, 8))
def test_an_axis_holds_all_values(least: float, span: float, parts: int) -> None:
    axis = value_axis(least, least + span, parts)

    margin = abs(axis.most - axis.least) * 1e-6
    assert axis.least <= least + margin
    assert axis.most >= least + span - margin
    assert 1 <= len(axis.ticks) <= parts + 2


@pytest.mark.parametrize(
    ("least", "most"), [(0, 0), (5, 5), (1e-310, 1e-309), (-1e308, 1e308), (1e9, 1e9 + 1e-6)]
)
def test_an_axis_of_extreme_values_has_a_size(least: float, most: float) -> None:
    axis = value_axis(least, most, 3)

    assert axis.least < axis.most
    assert math.isfinite(axis.most - axis.least)
    assert 0 <= axis.place(least, 10) <= axis.place(most, 10) <= 9


def test_the_labels_of_steps_fit_beside_each_other() -> None:
    for points, every in ((13, 1), (100, 1), (1000, 8), (1000, 64)):
        axis = step_axis(points, every, 60)
        assert sum(len(label) + 1 for label in axis.labels) <= 62


def test_a_line_of_dots_joins_its_ends() -> None:
    dots = Dots(4, 2)
    dots.line((0, 7), (7, 0), 0)

    assert ["".join(cell.text for cell in dots.row(row)) for row in range(2)] == ["  ⡠⠊", "⡠⠊  "]
