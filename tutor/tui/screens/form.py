"""A few lines to fill in: an expression and its options, the name of a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input

from tutor.errors import PlayError
from tutor.language import say
from tutor.tui.keys import FORM, Key, bindings
from tutor.tui.screens.ready import Overlay
from tutor.tui.screens.roomy import STYLES
from tutor.tui.widgets.key_line import KeyLine
from tutor.tui.widgets.painted import Draw, Painted
from tutor.views.fitting import fitted
from tutor.views.palette import Palette

Result = TypeVar("Result")
LABEL = 12
"""Columns of the names of lines."""


@dataclass(frozen=True, slots=True)
class Field:
    """One line to fill in."""

    name: str
    label: str
    """A word or two before the line."""
    example: str = ""
    """What can be typed, shown while the line is empty."""
    value: str = ""


class FormScreen(Overlay[Result | None], Generic[Result]):
    """Asks for lines until `submit` takes them; what it raises as a PlayError is shown."""

    CSS_PATH = STYLES
    BINDINGS = bindings(FORM)
    KEY_TABLE: ClassVar[tuple[Key, ...]] = FORM
    HELP_TABLE = "playground"

    def __init__(
        self, title: str, fields: Sequence[Field], submit: Callable[[Mapping[str, str]], Result]
    ) -> None:
        super().__init__()
        self._title_said = title
        self._fields = tuple(fields)
        self._submit = submit
        self._problem = ""

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="overlay", can_focus=False):
            yield Painted(self._head, id="form-head")
            for field in self._fields:
                with Horizontal(classes="form-row"):
                    yield Painted(_label(field.label), id=f"label-{field.name}")
                    yield Input(
                        field.value,
                        placeholder=field.example,
                        id=f"form-{field.name}",
                        compact=True,
                    )
            yield Painted(self._said, id="form-said")
            yield KeyLine(id="overlay-keys")

    def on_mount(self) -> None:
        several = len(self._fields) > 1
        keys = [key for key in FORM if several or key.name != "next_field"]
        self.query_one(KeyLine).show_keys(keys)
        first = self.query(Input).first()
        first.focus()
        first.cursor_position = len(first.value)

    def on_input_changed(self) -> None:
        self._say("")

    def on_input_submitted(self) -> None:
        self.action_submit()

    def action_submit(self) -> None:
        given = {field.name: self._input(field).value for field in self._fields}
        try:
            result = self._submit(given)
        except PlayError as error:
            self._say(str(error))
            return
        self.dismiss(result)

    def action_close(self) -> None:
        self.dismiss(None)

    def _input(self, field: Field) -> Input:
        return self.query_one(f"#form-{field.name}", Input)

    def _say(self, problem: str) -> None:
        if problem != self._problem:
            self._problem = problem
            self.query_one("#form-said", Painted).repaint()

    def _head(self, width: int, palette: Palette) -> RenderableType:
        del width
        return Text(self._title_said, style=palette.bold(palette.now))

    def _said(self, width: int, palette: Palette) -> RenderableType:
        del width
        return Text(self._problem, style=palette.warm)


def _label(label: str) -> Draw:
    def draw(width: int, palette: Palette) -> RenderableType:
        del width
        text = Text(fitted(label, LABEL), style=palette.support)
        text.append(" " * (LABEL - cell_len(text.plain)))
        return text.append(" › ", style=palette.now)

    return draw


def path_form(title: str, path: str, submit: Callable[[str], Result]) -> FormScreen[Result]:
    """Return the form that asks for the name of a file."""
    field = Field("path", say("tui.play_file"), "playground.py", path)

    def taken(given: Mapping[str, str]) -> Result:
        if not given["path"].strip():
            raise PlayError(say("tui.play_no_name"))
        return submit(given["path"].strip())

    return FormScreen(title, (field,), taken)
