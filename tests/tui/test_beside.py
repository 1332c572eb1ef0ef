"""A pinned run stays beside the new ones, what differs is marked, and any point can be read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.geometry import Offset
from textual.pilot import Pilot

from tests.fakes import FakeRun, FakeRunner, passes_value
from tests.tui.conftest import OpenApp, press, seen, settled
from tests.views.test_series import drawn
from tutor.language import use
from tutor.records.job import Job, Show
from tutor.records.messages import Ended, LiveValue, Message, Shown
from tutor.records.values import Plain, TensorValue
from tutor.records.views.series import Line, SeriesRecord
from tutor.records.views.tensor import TensorRecord
from tutor.tui.state import LabState
from tutor.tui.widgets.controls import Chip
from tutor.tui.widgets.stage import Stage
from tutor.views.beside import RunState, changed_lines, first_difference, lines_of, pin_head
from tutor.views.palette import DARK
from tutor.views.reading import moved_to, pointed, reach
from tutor.views.run import code_picture, result_picture

SOURCE = "a = 1\nb = 2\nc = a + b  #> c\n"


class SeriesRunner(FakeRunner):
    """Sends the live values and the series that the example lesson's program would."""

    def __init__(self, steps: int = 0) -> None:
        super().__init__(passes_value)
        self._steps = steps

    def run(self, job: Job) -> FakeRun:
        told = super().run(job)._messages
        settings = dict(job.main.settings)
        passes, clear = settings["passes"], settings["clear"]
        assert isinstance(passes, int)
        values = [3.0 if clear else 3.0 * (n + 1) for n in range(self._steps or passes)]
        line = next(n for n, t in enumerate(job.main.source.split("\n"), 1) if "#>" in t)
        messages: list[Message] = [LiveValue(line, "w.grad", Plain(v)) for v in values]
        return FakeRun(
            [*messages, *told, Shown(0, SeriesRecord((Line("w.grad", tuple(values)),)))],
            Ended("finished", 1.0),
        )


async def to_experiment(pilot: Pilot[int]) -> None:
    await press(pilot, "n", "escape", "r")


async def turn(pilot: Pilot[int], name: str, *keys: str) -> None:
    next(chip for chip in pilot.app.screen.query(Chip) if chip.control_name == name).focus()
    await press(pilot, *keys)


async def test_a_pinned_run_stands_beside_a_new_one(open_app: OpenApp) -> None:
    async with open_app((120, 50), lesson="passes", runner=SeriesRunner()) as pilot:
        await to_experiment(pilot)
        await press(pilot, "c")
        await turn(pilot, "clear", "space", "escape", "r")
        text = seen(pilot)

    assert "○ pinned  clear = off ≠  passes = 3" in text
    assert "3. ≠" in text
    assert "○ 3.0 → 6.0 → 9.0" in text
    assert "≠ 2 of 3 steps differ from the pinned run, the first at step 1." in text


async def test_the_same_key_lets_the_pinned_run_go(open_app: OpenApp) -> None:
    async with open_app(lesson="passes", runner=SeriesRunner()) as pilot:
        await to_experiment(pilot)
        await press(pilot, "c")
        pinned = seen(pilot)
        await press(pilot, "c")
        free = seen(pilot)

    assert "○ pinned" in pinned
    assert "○ pinned" not in free


async def test_only_what_has_run_can_be_pinned(open_app: OpenApp) -> None:
    async with open_app(lesson="passes", runner=SeriesRunner()) as pilot:
        await press(pilot, "n", "escape")
        before = pilot.app.screen.check_action("pin", ())
        await press(pilot, "r")
        after = pilot.app.screen.check_action("pin", ())

    assert not before
    assert after


async def test_keys_read_the_values_of_a_long_series(open_app: OpenApp) -> None:
    async with open_app((120, 50), lesson="passes", runner=SeriesRunner(40)) as pilot:
        await to_experiment(pilot)
        await press(pilot, *"]]]")
        third = seen(pilot)
        await press(pilot, "[", "}")
        further = seen(pilot)

    assert "step 2: 9." in third
    assert "step 5: 18." in further


async def test_the_mouse_reads_what_it_is_on(open_app: OpenApp) -> None:
    async with open_app((120, 50), lesson="passes", runner=SeriesRunner(40)) as pilot:
        await to_experiment(pilot)
        stage = pilot.app.screen.query_one(Stage)
        row = next(y for y in range(stage.size.height) if "┤" in stage.render_line(y).text)
        column = stage.render_line(row).text.index("┤") + 1
        await pilot.hover(stage, offset=Offset(column, row))
        await settled(pilot)
        first = seen(pilot)
        await pilot.hover("#bar")
        await settled(pilot)
        away = seen(pilot)

    assert "step 0: 3." in first
    assert "step 0: 3." not in away


def state(*values: float, source: str = SOURCE, **more: object) -> LabState:
    messages = tuple(LiveValue(3, "c", Plain(value)) for value in values)
    return LabState("x", "", source, ran=True, messages=messages, **more)  # type: ignore[arg-type]


def run_of(*values: float, source: str = SOURCE, **settings: bool) -> RunState:
    return RunState(source, settings, state(*values).messages, Ended("finished", 1.0))


@pytest.mark.parametrize("width", [40, 80, 120])
def test_values_that_differ_are_marked_and_the_pinned_ones_stand_under_them(width: int) -> None:
    text = drawn(code_picture(state(3, pinned=run_of(4)), width, DARK), width).split("\n")

    assert text[0] == "○ pinned"
    assert text[-2].startswith(" 3 c = a + b")
    assert text[-2].endswith("3 ≠")
    assert text[-1].endswith("○ 4")


def test_equal_values_are_not_marked() -> None:
    assert "≠" not in drawn(code_picture(state(3, pinned=run_of(3)), 80, DARK))


def test_two_runs_that_stand_beside_each_other_are_only_marked() -> None:
    text = drawn(code_picture(state(3), 60, DARK, state(4)), 60)

    assert "3 ≠" in text
    assert "○" not in text


def test_values_follow_their_line_when_the_program_was_edited() -> None:
    edited = "a = 1\nimport torch\nb = 2\nc = a + b  #> c\n"

    assert list(lines_of(run_of(3), edited)) == [4]


def test_lines_only_one_program_has_are_named() -> None:
    edited = SOURCE.replace("b = 2", "b = 5")

    assert changed_lines(SOURCE, edited) == [("-", "b = 2"), ("+", "b = 5")]
    assert first_difference([SOURCE, edited]) == 2
    assert first_difference([SOURCE, SOURCE]) is None
    assert "○ b = 2" in drawn(pin_head(state(source=edited), run_of(3), DARK))


@pytest.fixture
def korean() -> Iterator[None]:
    use("ko")
    yield
    use("en")


def test_the_pinned_settings_are_named_in_korean(korean: None) -> None:
    shown = pin_head(state(settings={"clear": True}), run_of(3, clear=False), DARK)

    assert drawn(shown) == "○ 고정한 실행  clear = 끔 ≠"


TENSOR = Shown(0, TensorRecord("x", TensorValue((2,), "float32", (1.0, 2.0))))
OTHER_TENSOR = Shown(0, TensorRecord("x", TensorValue((2,), "float32", (1.0, 5.0))))


def with_views(now: Shown, then: Shown) -> LabState:
    pinned = RunState(SOURCE, {}, (then,), Ended("finished", 1.0))
    show = (Show("tensor", "x"),)
    return LabState("x", "", SOURCE, show=show, ran=True, messages=(now,), pinned=pinned)


def test_a_view_that_is_the_same_is_drawn_once() -> None:
    text = drawn(result_picture(with_views(TENSOR, TENSOR), 80, 10, DARK))

    assert text.count("float32") == 1
    assert "○ the same in the pinned run" in text


def test_views_that_differ_stand_side_by_side_or_one_above_the_other() -> None:
    both = with_views(TENSOR, OTHER_TENSOR)
    wide = drawn(result_picture(both, 120, 10, DARK), 120).split("\n")
    narrow = drawn(result_picture(both, 60, 10, DARK), 60).split("\n")

    assert any("● now" in line and "○ pinned" in line for line in wide)
    assert not any("● now" in line and "○ pinned" in line for line in narrow)
    assert any("○ pinned" in line for line in narrow)


@pytest.mark.parametrize(
    ("at", "by", "far", "count", "to"),
    [
        (None, 1, False, 5, 0),
        (None, -1, False, 5, 4),
        (2, 1, False, 5, 3),
        (4, 1, False, 5, None),
        (0, -1, False, 5, None),
        (50, 1, True, 100, 60),
        (95, 1, True, 100, 99),
        (None, 1, False, 0, None),
    ],
)
def test_reading_moves_along_a_series(
    at: int | None, by: int, far: bool, count: int, to: int | None
) -> None:
    assert moved_to(at, by, far, count) == to


def test_the_reach_is_that_of_the_longest_series() -> None:
    records = [SeriesRecord((Line("a", (1.0,) * n),)) for n in (3, 7, 2)]

    assert reach([Shown(n, record) for n, record in enumerate(records)]) == 7
    assert reach([]) == 0


def test_nothing_is_read_beside_a_plot() -> None:
    assert pointed((), 3) is None
