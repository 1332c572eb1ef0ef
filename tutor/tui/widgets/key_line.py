"""The bottom line: the keys that work now, as many as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from tutor.tui.keys import Key
from tutor.tui.widgets.painted import Painted
from tutor.views.palette import Palette

GAP = "   "


class KeyLine(Painted):
    """One line of keys."""

    def __init__(
        self,
        keys_now: Callable[[], Iterable[Key]] | None = None,
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._keys_now = keys_now

    def on_mount(self) -> None:
        if self._keys_now is not None:
            self.watch(self.screen, "focused", self.show_now, init=False)

    def show_now(self) -> None:
        """Show the keys of what has the focus, those that can be acted on."""
        if self._keys_now is not None:
            can = self.screen.check_action
            self.show_keys([key for key in self._keys_now() if can(key.action_name, ())])

    def show_keys(self, keys: Sequence[Key]) -> None:
        """Show `keys` in their order; those that do not fit are left to help and palette."""
        shown = tuple((key.written, key.label) for key in keys if key.in_line)
        self.paint(lambda width, palette: _line(shown, width, palette))


def _line(keys: tuple[tuple[str, str], ...], width: int, palette: Palette) -> RenderableType:
    text = Text(no_wrap=True)
    for written, label in keys:
        lead = GAP if text.plain else ""
        if cell_len(text.plain) + cell_len(lead + written + label) + 1 > width:
            break
        text.append(lead).append(written, style=palette.bold(palette.warm))
        text.append(f" {label}", style=palette.support)
    return text
