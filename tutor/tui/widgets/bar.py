"""The top line: where one is, and how far."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from rich.console import RenderableType
from rich.text import Text

from tutor.display import show_line
from tutor.tui.widgets.painted import Painted
from tutor.views.palette import Palette

LINE = 14
"""Columns of the thin line of progress."""


class Bar(Painted):
    """One line: a path at the left, a position or note at the right."""

    def show_path(self, path: tuple[str, ...], *, at: int = 0, of: int = 0, note: str = "") -> None:
        """Show `path`, its last part in bold; `at` of `of` as a line, and `note`."""
        self.paint(lambda width, palette: _bar(path, at, of, note, width, palette))


def _bar(
    path: tuple[str, ...], at: int, of: int, note: str, width: int, palette: Palette
) -> RenderableType:
    right = Text(no_wrap=True)
    if of:
        full = round(LINE * at / of)
        right.append("━" * full, style=palette.now)
        right.append("━" * (LINE - full), style=palette.faint)
        right.append(f"  {note}", style=palette.support)
    else:
        right.append(note, style=palette.support)
    room = max(4, width - cell_len(right.plain) - 2)
    left = _path(path, room, palette)
    gap = max(1, width - cell_len(left.plain) - cell_len(right.plain))
    return left.append(" " * gap).append_text(right)


def _path(path: tuple[str, ...], room: int, palette: Palette) -> Text:
    parts = [show_line(part, columns=120) for part in path]
    while len(parts) > 1 and cell_len(" › ".join(parts)) > room:
        parts = parts[1:]
    if cell_len(parts[-1]) > room:
        parts[-1] = set_cell_size(parts[-1], max(1, room - 1)).rstrip() + "…"
    text = Text(no_wrap=True)
    for part in parts[:-1]:
        text.append(f"{part} › ", style=palette.support)
    return text.append(parts[-1], style=palette.bold(palette.text))
