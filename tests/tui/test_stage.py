"""Stepping through backward on screen: by keys, by mouse, played; and what stays out of its way."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from tests.fakes import FakeRun, FakeRunner, passes_value
from tests.tui.conftest import OpenApp, press, seen, settled, type_answer
from tests.views.test_graph_view import RECORD, STILL
from tutor.records.job import Job
from tutor.records.messages import Shown
from tutor.records.views.graph import GraphRecord
from tutor.tui.widgets import stage as stage_module
from tutor.tui.widgets.stage import Stage


class GraphRunner(FakeRunner):
    """Sends a graph with every run."""

    def __init__(self, record: GraphRecord = RECORD) -> None:
        super().__init__(passes_value)
        self.record = record

    def run(self, job: Job) -> FakeRun:
        run = super().run(job)
        run._messages.append(Shown(0, self.record))
        return run


async def go_to_graph(pilot: Pilot[int]) -> Stage:
    """Go to the experiment, guess, and return what shows its pictures."""
    await press(pilot, "n")
    await type_answer(pilot, "9")
    await settled(pilot)
    return pilot.app.screen.query_one(Stage)


def lines(pilot: Pilot[int]) -> list[str]:
    return seen(pilot).split("\n")


def marked(pilot: Pilot[int]) -> list[str]:
    """Return the lines with the sign of the present node."""
    return [line[line.index("▸") :] for line in lines(pilot) if "▸" in line]


async def test_keys_step_to_and_fro(open_app: OpenApp) -> None:
    async with open_app(lesson="passes", runner=GraphRunner()) as pilot:
        stage = await go_to_graph(pilot)
        found = [stage.at]
        for key in ("full_stop", "full_stop", "full_stop", "comma", "greater_than_sign", "comma"):
            await press(pilot, key)
            found.append(stage.at)
        await press(pilot, "less_than_sign")
        found.append(stage.at)

    assert found == [None, 0, 1, 2, 1, None, 13, 0]


async def test_the_node_that_runs_is_marked_and_grad_fills_in(open_app: OpenApp) -> None:
    async with open_app(lesson="passes", runner=GraphRunner()) as pilot:
        await go_to_graph(pilot)
        await press(pilot, *["full_stop"] * 4)
        before = seen(pilot)
        await press(pilot, "full_stop")
        found, after = marked(pilot), seen(pilot)

    assert ".grad 6." not in before
    assert found[0].split()[1:3] == ["│", "└─b"]
    assert "b.grad 6." in found[1]
    assert ".grad 6." in after


async def test_a_click_on_a_mark_moves(open_app: OpenApp) -> None:
    found = []
    async with open_app(lesson="passes", runner=GraphRunner()) as pilot:
        stage = await go_to_graph(pilot)
        y, row = next((y, row) for y, row in enumerate(lines(pilot)) if "step ›" in row)
        for mark in ("step ›", "›", "‹ back", "end »", "« start"):
            await pilot.click(offset=(row.index(mark), y))
            await settled(pilot)
            found.append(stage.at)

    assert found == [0, 1, 0, None, 0]


async def test_it_plays_to_the_last_step_and_stops(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage_module, "PACE", 0.01)
    async with open_app(lesson="passes", runner=GraphRunner()) as pilot:
        stage = await go_to_graph(pilot)
        await press(pilot, "y")
        for _ in range(200):
            if not stage.is_playing:
                break
            await pilot.pause(0.01)

        assert (stage.at, stage.is_playing) == (13, False)


async def test_a_second_press_pauses_and_a_step_does_too(open_app: OpenApp) -> None:
    async with open_app(lesson="passes", runner=GraphRunner()) as pilot:
        stage = await go_to_graph(pilot)
        states = []
        for key in ("y", "y", "y", "full_stop"):
            await press(pilot, key)
            states.append(stage.is_playing)
        shown = seen(pilot)

    assert states == [True, False, True, False]
    assert "▷ play" in shown


async def test_another_run_begins_at_its_end_and_stops_playing(open_app: OpenApp) -> None:
    runner = GraphRunner()
    async with open_app(lesson="passes", runner=runner) as pilot:
        stage = await go_to_graph(pilot)
        await press(pilot, "full_stop", "y")
        runner.record = GraphRecord(RECORD.of, RECORD.graphs, RECORD.passes[:1], RECORD.grads)
        await press(pilot, "r")

        assert (stage.at, stage.is_playing) == (None, False)


async def test_the_same_run_again_keeps_the_place(open_app: OpenApp) -> None:
    async with open_app(lesson="passes", runner=GraphRunner()) as pilot:
        stage = await go_to_graph(pilot)
        await press(pilot, "full_stop", "full_stop", "r")

        assert stage.at == 1


@pytest.mark.parametrize(("record", "there"), [(RECORD, True), (STILL, False)])
async def test_the_keys_are_named_only_where_there_is_something_to_step(
    open_app: OpenApp, record: GraphRecord, there: bool
) -> None:
    async with open_app(lesson="passes", runner=GraphRunner(record)) as pilot:
        stage = await go_to_graph(pilot)
        await press(pilot, "full_stop")
        bottom = lines(pilot)[-1]

    assert ("play backward" in bottom) is there
    assert (stage.at is not None) is there


async def test_stepping_brings_the_graph_into_sight(open_app: OpenApp) -> None:
    async with open_app((80, 24), lesson="passes", runner=GraphRunner()) as pilot:
        await go_to_graph(pilot)
        await press(pilot, "full_stop", "full_stop")
        found = marked(pilot)

    assert len(found) == 2


async def test_a_full_stop_that_is_typed_is_text(open_app: OpenApp) -> None:
    async with open_app(lesson="passes", runner=GraphRunner()) as pilot:
        stage = await go_to_graph(pilot)
        await press(pilot, "n")
        await press(pilot, *"1.5")
        text = seen(pilot)

    assert "› 1.5" in text
    assert stage.at is None
