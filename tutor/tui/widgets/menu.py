"""A list to choose from, by keys or mouse; what cannot be chosen parts it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.geometry import Region
from textual.message import Message

from tutor.tui.widgets.painted import Painted
from tutor.views.fitting import fitted
from tutor.views.palette import Palette


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its name, and what is said about it at the right."""

    name: str
    note: str = ""
    mark: str = " "
    is_head: bool = False


class Menu(Painted, can_focus=True):
    """The rows, and a cursor on one of them."""

    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding("down,j", "move(1)", "", show=False),
        Binding("up,k", "move(-1)", "", show=False),
        Binding("home,g", "move(-1000)", "", show=False),
        Binding("end,G", "move(1000)", "", show=False),
        Binding("enter,space", "pick", "", show=False),
    ]

    @dataclass
    class Pointed(Message):
        """The cursor stands on another row."""

        row: int

    @dataclass
    class Picked(Message):
        """A row was chosen."""

        row: int

    def __init__(self, rows: Sequence[Row], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(self._rows_drawn, id=id)
        self._rows = tuple(rows)
        self._places = [n for n, row in enumerate(self._rows) if not row.is_head]
        self._at = 0
        """Which of the rows that can be chosen the cursor is on."""

    @property
    def row(self) -> int:
        """Return the row the cursor is on; -1 where there is none to choose."""
        return self._places[self._at] if self._places else -1

    def action_move(self, by: int) -> None:
        if self._places:
            self._point(min(len(self._places) - 1, max(0, self._at + by)))

    def action_pick(self) -> None:
        if self._places:
            self.post_message(self.Picked(self.row))

    def on_click(self, event: events.Click) -> None:
        if event.y in self._places:
            event.stop()
            self._point(self._places.index(event.y))
            self.action_pick()

    def _point(self, at: int) -> None:
        self._at = at
        self.repaint()
        self.post_message(self.Pointed(self.row))
        top = max(0, self.row - 1)
        self.call_after_refresh(self.scroll_visible_row, Region(0, top, 1, self.row - top + 1))

    def scroll_visible_row(self, region: Region) -> None:
        """Bring a part of the list into sight of whatever scrolls it."""
        if self.parent is not None and self.is_attached:
            side = self.ancestors[0]
            if hasattr(side, "scroll_to_region"):
                side.scroll_to_region(region, animate=False)

    def _rows_drawn(self, width: int, palette: Palette) -> RenderableType:
        lines = [self._line(number, row, width, palette) for number, row in enumerate(self._rows)]
        return Text("\n").join(lines)

    def _line(self, number: int, row: Row, width: int, palette: Palette) -> Text:
        if row.is_head:
            return Text(fitted(row.name, width), style=palette.support)
        is_now = number == self.row
        text = Text(no_wrap=True)
        text.append("▸" if is_now else " ", style=palette.now)
        text.append(f"{row.mark} ", style=palette.warm)
        name = fitted(row.name, max(width // 2, width - 5 - cell_len(row.note)))
        text.append(name, style=palette.bold(palette.text) if is_now else palette.text)
        room = width - cell_len(text.plain) - 2
        note = fitted(row.note, room) if room > 6 else ""
        text.append(" " * (width - cell_len(text.plain) - cell_len(note)))
        text.append(note, style=palette.support)
        if is_now and palette.raised:
            text.stylize(f"on {palette.raised}")
        return text
