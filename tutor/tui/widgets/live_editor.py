"""The editor of the playground: behind each line the values its `#>` comment had in the last run.

Values stay with lines that are typed around; those of a line that was changed go.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea

from tutor.records.messages import LiveValue
from tutor.tui.themes import palette_named
from tutor.tui.widgets.editor import Editor
from tutor.views.inlay import inlay, still_true

GAP = 2
MARK = "▸"


class LiveEditor(Editor):
    """An editor that shows values."""

    @dataclass
    class Typed(Message):
        """The program is another one now; whether it is to be run is said when typing pauses."""

        source: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._values: Mapping[int, Sequence[LiveValue]] = {}
        self._of = ""
        """The program the values are of."""
        self._shown: dict[int, Sequence[LiveValue]] = {}
        self._marked: int | None = None

    def show_values(
        self, values: Mapping[int, Sequence[LiveValue]], source: str, marked: int | None
    ) -> None:
        """Show what a run of `source` recorded by line, and mark the line that raised."""
        self._values, self._of = values, source
        self._marked = marked if source == self.text else None
        self._shown = still_true(values, source, self.text)
        self.refresh()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._shown = still_true(self._values, self._of, self.text)
        if self.text != self._of:
            self._marked = None
        self.post_message(self.Typed(self.text))

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        line = self.scroll_offset.y + y
        if line + 1 == self._marked:
            strip = self._with_mark(strip)
        recorded = self._shown.get(line + 1)
        if not recorded or line >= self.document.line_count:
            return strip
        width = self.scrollable_content_region.width
        end = self.gutter_width + cell_len(self.document[line].expandtabs(4)) - self.scroll_offset.x
        if self.cursor_location[0] == line and self.has_focus:
            end += 1
        shown = inlay(recorded, width - end - GAP - 1, palette_named(self.app.theme))
        if shown is None:
            return strip
        behind = next(iter(strip.crop(width - 1, width)), Segment(" ")).style or Style()
        values = [
            Segment(part.text, behind + (part.style or Style()))
            for part in shown.render(self.app.console)
        ]
        code = strip.crop(0, width - cell_len(shown.plain) - 1)
        return Strip.join([code, Strip([*values, Segment(" ", behind)])])

    def _with_mark(self, strip: Strip) -> Strip:
        """Put a mark behind the number of the line that raised."""
        palette = palette_named(self.app.theme)
        at = max(0, self.gutter_width - 2)
        style = next(iter(strip), Segment(" ")).style or Style()
        mark = Segment(MARK, style + Style.parse(palette.bold(palette.now)))
        return Strip.join([strip.crop(0, at), Strip([mark]), strip.crop(at + 1)])
