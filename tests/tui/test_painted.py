"""A picture is painted again only where it differs, and the screen laid out only for its size."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from rich.text import Text
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot

from tutor.tui.themes import themes
from tutor.tui.widgets.painted import Painted


class Page(App[None]):
    CSS = "Painted { width: 1fr; height: auto; }"

    def on_load(self) -> None:
        for theme in themes():
            self.register_theme(theme)
        self.theme = themes()[0].name

    def compose(self) -> ComposeResult:
        yield Painted(id="first")
        yield Painted(id="second")


class Counting:
    """Counts what a widget asks for."""

    def __init__(self, widget: Painted) -> None:
        self.layouts = 0
        self.regions: list[Region] = []
        self._refresh = widget.refresh
        widget.refresh = self.refresh  # type: ignore[method-assign, assignment]

    def refresh(self, *regions: Region, layout: bool = False, **more: bool) -> object:
        self.layouts += layout
        self.regions += regions
        return self._refresh(*regions, layout=layout, **more)


@asynccontextmanager
async def page(*lines: str) -> AsyncIterator[tuple[Pilot[None], Painted, Counting]]:
    async with Page().run_test(size=(40, 10)) as pilot:
        painted = pilot.app.query_one("#first", Painted)
        paint(painted, *lines)
        await pilot.pause()
        yield pilot, painted, Counting(painted)


def paint(painted: Painted, *lines: str) -> None:
    painted.paint(lambda width, palette: Text("\n".join(lines), palette.text))


def shown(painted: Painted) -> list[str]:
    return [painted.render_line(y).text.rstrip() for y in range(painted.size.height)]


async def test_a_changed_line_is_the_only_one_painted() -> None:
    async with page("one", "two", "three") as (pilot, painted, counted):
        paint(painted, "one", "2", "three")
        await pilot.pause()
        assert shown(painted) == ["one", "2", "three"]

    assert counted.layouts == 0
    assert counted.regions == [Region(0, 1, 40, 1)]


async def test_the_same_picture_is_not_painted() -> None:
    async with page("one", "two") as (pilot, painted, counted):
        paint(painted, "one", "two")
        await pilot.pause()

    assert (counted.layouts, counted.regions) == (0, [])


async def test_a_taller_picture_lays_the_screen_out_anew() -> None:
    async with page("one") as (pilot, painted, counted):
        paint(painted, "one", "two")
        await pilot.pause()
        assert shown(painted) == ["one", "two"]
        below = pilot.app.query_one("#second").region.y

    assert counted.layouts >= 1
    assert below == 2


async def test_another_theme_is_another_picture() -> None:
    async with page("one") as (pilot, painted, counted):
        before = painted.render_line(0)
        pilot.app.theme = themes()[1].name
        await pilot.pause()
        assert painted.render_line(0) != before

    assert counted.layouts or counted.regions
