"""What a run did; graphs among it are stepped through by keys, by clicks on their marks, or played.

It keeps the position and nothing else. Its timer runs only while it plays.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from rich.console import RenderableType
from textual import events
from textual.geometry import Region
from textual.timer import Timer
from textual.widget import Widget

from tutor.records.views.graph import GraphRecord
from tutor.tui.state import LabState
from tutor.tui.widgets.painted import Painted
from tutor.views.palette import Palette
from tutor.views.reading import moved_to, pointed, reach, read
from tutor.views.run import result_picture
from tutor.views.stepping import Move, graphs_of, last_of, moved, placed

PACE, BRISK = 0.8, 0.2
"""Seconds a step stays while it plays: of a few steps, of many."""
MANY = 40
MOST_ROWS = 18
"""Rows of a graph, from its marks on, that are brought into sight."""


class Stage(Painted):
    """The pictures of the lab."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._graphs: tuple[GraphRecord, ...] = ()
        self._at: int | None = None
        self._timer: Timer | None = None
        self._state: LabState | None = None
        self._point: int | None = None
        """The point of all series that is read."""
        self._is_hovering = False

    @property
    def at(self) -> int | None:
        """Return the position that is looked at; None is after the run."""
        return self._at

    @property
    def is_playing(self) -> bool:
        return self._timer is not None

    def show(self, state: LabState, height: int) -> None:
        """Draw what the lab's program did; graphs of another run begin at their end again."""
        graphs = graphs_of(state.messages)
        if graphs != self._graphs and (graphs or not state.running):
            self._pause()
            self._graphs, self._at = graphs, None

        if self._state is None or state.name != self._state.name:
            self._point = None
        self._state = state

        def draw_at_position(width: int, palette: Palette) -> RenderableType:
            return result_picture(self._placed(state), width, height, palette)

        self.paint(draw_at_position)

    def move(self, to: Move) -> None:
        """Go somewhere, play or pause; nothing where there is no graph to step through."""
        last = last_of(self._graphs)
        if last < 0:
            return
        if to == "play" and not self.is_playing:
            self._play(last)
        else:
            self._pause()
            self._at = self._at if to == "play" else moved(self._at, to, last)
        self.repaint()
        self.call_after_refresh(self._bring_into_sight, "step")

    def _placed(self, state: LabState) -> LabState:
        """Return the lab with its graphs, and those of a pinned run, at the present position."""
        state = replace(state, messages=read(state.messages, self._point))
        if not self._graphs:
            return state
        pinned = state.pinned
        if pinned is not None:
            shown = placed(pinned.messages, self._at, self.is_playing)
            pinned = replace(pinned, messages=shown)
        shown = placed(state.messages, self._at, self.is_playing)
        return replace(state, messages=shown, pinned=pinned)

    def read(self, by: int, far: bool = False) -> None:
        """Read the value of all series one point on or back, or a good part of them."""
        if self._state is not None:
            self._is_hovering = False
            self._point = moved_to(self._point, by, far, reach(self._state.messages))
            self.repaint()
            self.call_after_refresh(self._bring_into_sight, "plot", "point")

    def on_mouse_move(self, event: events.MouseMove) -> None:
        row = self.render_line(event.y) if event.y < self.size.height else ()
        point = pointed(row, event.x)
        if point is not None or self._is_hovering:
            self._hover(point)

    def on_leave(self) -> None:
        if self._is_hovering:
            self._hover(None)

    def _hover(self, point: int | None) -> None:
        """Read what the pointer is on, for as long as it is there."""
        changed = point != self._point
        self._is_hovering, self._point = point is not None, point
        if changed:
            self.repaint()

    def on_click(self, event: events.Click) -> None:
        to = event.style.meta.get("step")
        if to is not None:
            event.stop()
            self.move(to)

    def on_hide(self) -> None:
        self._pause()

    def _play(self, last: int) -> None:
        self._at = 0 if self._at is None or self._at >= last else self._at
        self._timer = self.set_interval(PACE if last < MANY else BRISK, self._tick)

    def _pause(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _tick(self) -> None:
        last = last_of(self._graphs)
        self._at = min(last, 0 if self._at is None else self._at + 1)
        if self._at >= last:
            self._pause()
        self.repaint()

    def _bring_into_sight(self, *marks: str) -> None:
        """Scroll to the first picture that bears one of the marks, unless it is all in sight."""
        first = self._first_marked_row(marks)
        side = next((each for each in self.ancestors if getattr(each, "max_scroll_y", 0)), None)
        if first is None or not isinstance(side, Widget):
            return
        top = self.region.y - side.region.y + side.scroll_offset.y
        wanted = top + max(0, first - 1), top + min(self.size.height, first + MOST_ROWS)
        in_sight = side.scroll_offset.y, side.scroll_offset.y + side.size.height
        if wanted[0] < in_sight[0] or wanted[1] > in_sight[1]:
            side.scroll_to(y=wanted[0], animate=False)

    def _first_marked_row(self, marks: Collection[str]) -> int | None:
        rows = self.render_lines(Region(0, 0, *self.size))
        for y, row in enumerate(rows):
            styles = (part.style for part in row if part.style is not None)
            if any(mark in style.meta for style in styles for mark in marks):
                return y
        return None
