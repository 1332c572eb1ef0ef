"""A course of more lessons than are shown at once: units open, and are read, as one comes to them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tests.tui.conftest import seen
from tutor.lesson.entries import Course, LessonEntry, Unit
from tutor.standing import Standing
from tutor.tui.themes import themes
from tutor.tui.widgets.course_tree import MOST_OPEN, CourseTree

UNITS, LESSONS = 4, MOST_OPEN // 2


class Page(App[None]):
    """The tree of a large course; `read` gets each unit that is read."""

    def __init__(self, begun: dict[str, Standing]) -> None:
        super().__init__()
        for theme in themes():
            self.register_theme(theme)
        self.theme = themes()[0].name
        self.read: list[str] = []
        self._begun = begun

    def compose(self) -> ComposeResult:
        units = tuple(self._unit(f"unit-{number}") for number in range(UNITS))
        yield CourseTree(Course("c", "C", Path(), units))

    def on_mount(self) -> None:
        self.tree.show_standings(self._begun)

    @property
    def tree(self) -> CourseTree:
        return self.query_one(CourseTree)

    @property
    def pointed(self) -> str | None:
        entry = self.tree.entry
        return entry.id if entry is not None else None

    def _unit(self, unit: str) -> Unit:
        ids = tuple(f"{unit}-{number}" for number in range(LESSONS))

        def make() -> tuple[LessonEntry, ...]:
            self.read.append(unit)
            return tuple(LessonEntry(name, unit, Path(), name.upper()) for name in ids)

        return Unit(unit, f"Title of {unit}", "", ids, make)


@asynccontextmanager
async def opened(**begun: str) -> AsyncIterator[tuple[Page, Pilot[None]]]:
    page = Page({name.replace("_", "-"): Standing(state) for name, state in begun.items()})
    async with page.run_test(size=(60, 12)) as pilot:
        await keyed(pilot)
        yield page, pilot


async def keyed(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, then wait for what they cause."""
    await pilot.press(*keys)
    await pilot.pause()
    await pilot.pause()


async def test_only_the_unit_that_is_begun_with_is_read() -> None:
    async with opened() as (page, _):
        assert page.pointed == "unit-0-0"
        assert page.read == ["unit-0"]


async def test_one_goes_on_where_one_was() -> None:
    async with opened(unit_0_3="done", unit_2_5="started") as (page, pilot):
        text = seen(pilot)  # type: ignore[arg-type]

        assert page.pointed == "unit-2-5"
        assert page.read == ["unit-2"]
    assert "UNIT-2-5" in text


async def test_a_closed_unit_is_marked_and_counts_what_is_done() -> None:
    async with opened(unit_0_3="done", unit_1_0="started") as (_, pilot):
        text = seen(pilot)  # type: ignore[arg-type]

    (line,) = (line for line in text.splitlines() if "Title of unit-0" in line)
    assert line.lstrip().startswith("▸ Title of unit-0")
    assert line.rstrip().endswith(f"1/{LESSONS}")


@pytest.mark.parametrize(
    ("started", "key", "reached"),
    [
        (f"unit_1_{LESSONS - 1}", "down", "unit-2-0"),
        ("unit_1_0", "up", f"unit-0-{LESSONS - 1}"),
        ("unit_0_0", "up", "unit-0-0"),
        (f"unit_3_{LESSONS - 1}", "down", f"unit-3-{LESSONS - 1}"),
    ],
)
async def test_the_cursor_goes_on_into_the_next_unit(started: str, key: str, reached: str) -> None:
    async with opened(**{started: "started"}) as (page, pilot):
        await keyed(pilot, key)

        assert page.pointed == reached


async def test_units_that_were_opened_farther_on_are_not_jumped_to() -> None:
    async with opened(unit_3_0="started") as (page, _):
        page.tree.move_to_end(-1)
        page.tree.move(LESSONS - 1)
        page.tree.move(1)

        assert page.pointed == "unit-1-0"


async def test_the_first_and_the_last_lesson_are_reached_at_once() -> None:
    async with opened() as (page, _):
        page.tree.move_to_end(1)
        last = page.pointed
        page.tree.move_to_end(-1)

        assert last == f"unit-{UNITS - 1}-{LESSONS - 1}"
        assert page.pointed == "unit-0-0"


async def test_a_closed_unit_that_is_chosen_opens() -> None:
    async with opened() as (page, pilot):
        page.tree.move_cursor(page.tree.root.children[2])
        await keyed(pilot, "enter")

        assert page.pointed == "unit-2-0"


async def test_a_search_opens_the_units_that_hold_what_is_found() -> None:
    async with opened() as (page, pilot):
        page.tree.narrow("unit-3-4")
        await keyed(pilot)
        text = seen(pilot)  # type: ignore[arg-type]

        assert page.pointed == "unit-3-4"
    assert "UNIT-3-49" in text
    assert "UNIT-0" not in text
