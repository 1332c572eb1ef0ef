"""Controls: every press of a key stays in the range, and one comes back to where one began."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from tests.fakes import FakeRunner, passes_value
from tests.tui.conftest import OpenApp, press, seen, type_answer
from tutor.lesson.controls import Choice, Control, Integer, Number, Switch
from tutor.records.job import Setting
from tutor.tui.widgets.controls import Chip, chip_text, farthest, range_text, step_of, turned
from tutor.views.palette import DARK


def number(value: float, least: float, most: float, step: float | None = None) -> Number:
    return Number.model_validate(
        {"number": str(value), "min": str(least), "max": str(most)}
        | ({"step": str(step)} if step is not None else {})
    )


def integer(value: int, least: int, most: int, step: int = 1) -> Integer:
    return Integer.model_validate(
        {"integer": str(value), "min": str(least), "max": str(most), "step": str(step)}
    )


SWITCH = Switch.model_validate({"switch": "true"})
CHOICE = Choice.model_validate({"choice": "relu", "of": ["relu", "tanh", "gelu"]})


@pytest.mark.parametrize(
    ("control", "value", "by", "to"),
    [
        (SWITCH, True, 1, False),
        (SWITCH, False, -1, True),
        (CHOICE, "gelu", 1, "relu"),
        (CHOICE, "relu", -1, "gelu"),
        (integer(3, 1, 6), 6, 1, 6),
        (integer(3, 1, 6), 1, -1, 1),
        (integer(4, 1, 12, 4), 4, 1, 8),
        (integer(4, 1, 12, 4), 4, -1, 1),
        (integer(4, 1, 12, 4), 1, 1, 4),
        (number(0.1, 0.01, 1.0, 0.05), 0.1, 1, 0.15),
        (number(0.1, 0.01, 1.0, 0.05), 0.05, -1, 0.01),
        (number(0.1, 0.01, 1.0, 0.05), 0.01, 1, 0.05),
        (number(2.0, -2, 4, 1), 2.0, 1, 3.0),
        (number(0.0, 0.0, 0.02), 0.0, 1, 0.001),
        (number(0.9, 0.0, 0.9, 0.3), 0.3, -1, 0.0),
    ],
)
def test_a_control_moves_by_its_step(
    control: Control, value: Setting, by: int, to: Setting
) -> None:
    assert turned(control, value, by) == to


def test_a_number_without_a_step_has_a_round_one() -> None:
    assert [step_of(number(0, 0, most)) for most in (0.02, 1, 3, 10, 1000)] == [
        0.001,
        0.05,
        0.2,
        0.5,
        50,
    ]


@given(
    st.lists(st.sampled_from((1, -1)), max_size=40),
    st.floats(-5, 5).map(lambda value: round(value, 3)),
    st.sampled_from((None, 0.1, 0.25, 3.0)),
)
def test_a_number_stays_inside_and_can_come_back(
    presses: list[int], start: float, step: float | None
) -> None:
    control = number(start, -6, 6, step)
    value: Setting = control.default
    for by in presses:
        value = turned(control, value, by)
        assert control.takes(value)
    for _ in range(200):
        if value == pytest.approx(control.default):
            break
        assert isinstance(value, float)
        value = turned(control, value, 1 if value < start else -1)

    assert value == pytest.approx(control.default, abs=1e-6)


@pytest.mark.parametrize(
    ("control", "least", "most"),
    [(integer(3, 1, 6), 1, 6), (number(0.1, 0, 1), 0, 1), (CHOICE, "relu", "gelu")],
)
def test_home_and_end_go_to_the_ends(control: Control, least: Setting, most: Setting) -> None:
    assert farthest(control, -1) == least
    assert farthest(control, 1) == most


def test_an_arrow_is_missing_at_the_end_of_the_range() -> None:
    control = integer(3, 1, 6)

    shown = [chip_text("passes", control, value, False, DARK).plain for value in (1, 3, 6)]

    assert shown == ["passes   1 ›", "passes ‹ 3 ›", "passes ‹ 6  "]


def test_the_range_can_be_read() -> None:
    assert range_text(number(0.1, 0.01, 1.0, 0.05)) == "0.01 to 1, in steps of 0.05"
    assert range_text(CHOICE) == "relu · tanh · gelu"


async def at_passes(pilot: Pilot[int]) -> Chip:
    """Go to the experiment and choose its number."""
    await press(pilot, "n")
    await type_answer(pilot, "9")
    chip = next(c for c in pilot.app.screen.query(Chip) if c.control_name == "passes")
    chip.focus()
    await pilot.pause()
    return chip


async def test_the_mouse_turns_a_control_both_ways(open_app: OpenApp) -> None:
    runner = FakeRunner(passes_value)
    async with open_app(lesson="passes", runner=runner) as pilot:
        chip = await at_passes(pilot)
        width = chip.size.width
        await pilot.click(chip, offset=(width - 2, 0))
        await pilot.pause(0.1)
        more = seen(pilot)
        await pilot.click(chip, offset=(chip.text.plain.index("‹") + 1, 0))
        await pilot.click(chip, offset=(chip.text.plain.index("‹") + 1, 0))
        await pilot.pause(0.1)
        fewer = seen(pilot)

    assert "‹ 4 ›" in more
    assert "‹ 2 ›" in fewer
    assert dict(runner.jobs[-1].main.settings)["passes"] == 2


@pytest.mark.parametrize(
    ("theme", "mark"), [("dark", "bold"), ("light", "bold"), ("ansi", "reverse")]
)
async def test_the_control_that_has_the_focus_is_marked_without_colour(
    open_app: OpenApp, theme: str, mark: str
) -> None:
    async with open_app(lesson="passes", runner=FakeRunner(passes_value), theme=theme) as pilot:
        chip = await at_passes(pilot)
        chip.focus()
        await pilot.pause(0.1)

        assert getattr(chip.rich_style, mark)


async def test_many_turns_end_with_the_last_value(open_app: OpenApp) -> None:
    runner = FakeRunner(passes_value)
    async with open_app(lesson="passes", runner=runner) as pilot:
        await at_passes(pilot)
        await press(pilot, "right", "right", "left", "home", "right", "end")
        text = seen(pilot)
        session = pilot.app.screen.session  # type: ignore[attr-defined]
        stored = session.experiments.settings(session.lesson.experiments[0])

    assert "‹ 6" in text
    assert dict(runner.jobs[-1].main.settings)["passes"] == stored["passes"] == 6
