"""The controls of an experiment: one chip each, turned by arrows, space or the mouse."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.containers import Horizontal
from textual.message import Message

from tutor.display import show_line
from tutor.language import say
from tutor.lesson.model import Choice, Control, Integer, Switch
from tutor.records.job import Setting
from tutor.tui.widgets.painted import Painted
from tutor.views.palette import Palette

GAP = 5
"""Columns between one chip and the next, with the padding of both."""
STEPS = 20
"""How many steps a number's range is parted into."""


def turned(control: Control, value: Setting, by: int) -> Setting:
    """Return the value one step further (`by` 1) or back (-1), kept inside the control's range."""
    if isinstance(control, Switch):
        return not value
    if isinstance(control, Choice):
        offered = list(control.of)
        at = offered.index(value) if value in offered else 0
        return offered[(at + by) % len(offered)]
    assert isinstance(value, int | float)
    least, most = float(control.min), float(control.max)
    if isinstance(control, Integer):
        return int(min(most, max(least, value + by)))
    step = _step(least, most)
    moved = round((value + by * step) / step) * step
    return float(f"{min(most, max(least, moved)):.6g}")


def _step(least: float, most: float) -> float:
    """Return a round step: 1, 2 or 5 times a power of ten."""
    rough = (most - least) / STEPS
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999)


def chip_text(name: str, control: Control, value: Setting, focused: bool, palette: Palette) -> Text:
    """Return a control as text: its name, its value, and arrows where it can be turned."""
    label = show_line(control.label or name, columns=40)
    text = Text(f"{label} ", style=palette.text if focused else palette.support, no_wrap=True)
    arrow = palette.now if focused else palette.faint
    if isinstance(control, Switch):
        text.append("● " if value else "○ ", style=palette.now if value else palette.support)
        return text.append(say("tui.on" if value else "tui.off"), style=palette.bold(palette.text))
    shown = show_line(str(value), columns=30)
    text.append("‹ ", style=arrow).append(shown, style=palette.bold(palette.now))
    return text.append(" ›", style=arrow)


class Chip(Painted, can_focus=True):
    """One control."""

    BINDINGS = [  # noqa: RUF012 (Textual's own declaration)
        *((key, "turn(1)", "") for key in ("right", "plus", "space", "enter", "l")),
        *((key, "turn(-1)", "") for key in ("left", "minus")),
    ]

    @dataclass
    class Turned(Message):
        """The control was moved."""

        name: str
        value: Setting

    def __init__(self, name: str, control: Control, value: Setting) -> None:
        super().__init__(lambda width, palette: self.text)
        self.control_name = name
        self.control = control
        self.value = value

    @property
    def text(self) -> Text:
        """Return the chip as it is drawn."""
        return chip_text(
            self.control_name, self.control, self.value, self.has_focus, self.app_palette
        )

    def show_value(self, value: Setting) -> None:
        """Show another value."""
        if value != self.value or type(value) is not type(self.value):
            self.value = value
            self.repaint()

    def action_turn(self, by: int) -> None:
        """Move the control by one step."""
        value = turned(self.control, self.value, by)
        if value != self.value:
            self.show_value(value)
            self.post_message(self.Turned(self.control_name, value))

    def on_click(self, event: events.Click) -> None:
        text = self.text.plain
        self.action_turn(-1 if "‹" in text and event.x <= text.index("‹") + 1 else 1)

    def on_focus(self) -> None:
        self.repaint()

    def on_blur(self) -> None:
        self.repaint()


class Controls(Horizontal):
    """The chips of one experiment: in a row where they fit, else under each other."""

    def on_resize(self) -> None:
        self.call_after_refresh(self._arrange)

    def _arrange(self) -> None:
        wanted = sum(cell_len(chip.text.plain) + GAP for chip in self.query(Chip))
        self.set_class(wanted > self.size.width, "-stacked")

    def show_controls(
        self, controls: Mapping[str, Control], settings: Mapping[str, Setting]
    ) -> None:
        """Show these controls with their values; chips that are there already are kept."""
        chips = {chip.control_name: chip for chip in self.query(Chip)}
        if {n: chip.control for n, chip in chips.items()} != dict(controls):
            self.remove_children()
            self.mount_all(Chip(n, control, settings[n]) for n, control in controls.items())
        else:
            for name, chip in chips.items():
                chip.show_value(settings[name])
        self.display = bool(controls)
        self.call_after_refresh(self._arrange)
