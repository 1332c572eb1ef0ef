"""The menu of views: those that look at the program now, and those that can be added."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rich.console import RenderableType
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from tutor.display import show_line
from tutor.language import say
from tutor.playing.views import MOST, WHOLE, example, line_of, typed_view
from tutor.records.job import Show
from tutor.records.views import KINDS, OPTIONS
from tutor.tui.keys import MENU, Key, bindings
from tutor.tui.screens.form import Field, FormScreen
from tutor.tui.screens.ready import Overlay
from tutor.tui.screens.roomy import STYLES
from tutor.tui.widgets.key_line import KeyLine
from tutor.tui.widgets.menu import Menu, Row
from tutor.tui.widgets.painted import Painted
from tutor.views.palette import Palette

Views = tuple[Show, ...]


class ViewsScreen(Overlay[Views | None]):
    """Gives back the views there are to be; None where nothing was chosen."""

    CSS_PATH = STYLES
    BINDINGS = bindings(MENU)
    KEY_TABLE: ClassVar[tuple[Key, ...]] = MENU
    HELP_TABLE = "playground"

    def __init__(self, views: Views) -> None:
        super().__init__()
        self._views = views
        self._offered = KINDS if len(views) < MOST else ()
        rows: list[tuple[Row, Show | str | None]] = []
        if views:
            rows.append((Row(say("tui.play_views_now"), is_head=True), None))
            note = say("tui.play_remove")
            rows += [(Row(show_line(line_of(each)), note, "●"), each) for each in views]
            rows.append((Row("", is_head=True), None))
        rows.append((Row(say("tui.play_views_more"), is_head=True), None))
        rows += [(Row(kind, say(f"tui.play_kind_{kind}")), kind) for kind in self._offered]
        self._rows = rows

    def compose(self) -> ComposeResult:
        with Vertical(classes="overlay"):
            with VerticalScroll(classes="overlay-side", can_focus=False):
                yield Menu([row for row, _ in self._rows], id="views-menu")
            yield Painted(self._note, id="overlay-note")
            yield KeyLine(id="overlay-keys")

    def on_mount(self) -> None:
        self.query_one(KeyLine).show_keys(MENU)
        self.query_one(Menu).focus()

    def on_menu_picked(self, message: Menu.Picked) -> None:
        chosen = self._rows[message.row][1]
        if isinstance(chosen, Show):
            self.dismiss(tuple(each for each in self._views if each != chosen))
        elif chosen is not None:
            self.app.push_screen(view_form(chosen), self._take)

    def _take(self, show: Show | None) -> None:
        if show is not None:
            self.dismiss((*(each for each in self._views if each != show), show))

    def action_pick(self) -> None:
        self.query_one(Menu).action_pick()

    def action_close(self) -> None:
        self.dismiss(None)

    def _note(self, width: int, palette: Palette) -> RenderableType:
        del width
        return Text(say("tui.play_show_note"), style=palette.support)


def view_form(kind: str) -> FormScreen[Show]:
    """Return the form that asks what a view looks at."""
    examples = say("tui.play_of_whole", example=example(kind)) if kind in WHOLE else example(kind)
    fields = [Field("of", say("tui.play_of"), examples)]
    fields += [Field(name, name, say(f"tui.play_option_{name}")) for name in OPTIONS[kind]]

    def submit(given: Mapping[str, str]) -> Show:
        options = {name: given[name] for name in OPTIONS[kind]}
        return typed_view(kind, given["of"], options)

    return FormScreen(f"{kind}  {say(f'tui.play_kind_{kind}')}", fields, submit)
