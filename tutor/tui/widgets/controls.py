"""The controls of an experiment: one chip each, turned by arrows, space or the mouse."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from rich.text import Text
from textual import events
from textual.containers import Container
from textual.layout import Layout
from textual.message import Message

from tutor.display import show_line
from tutor.language import say
from tutor.lesson.model import Choice, Control, Integer, Number, Switch
from tutor.records.job import Setting
from tutor.tui.widgets.flow import Flow
from tutor.tui.widgets.painted import Painted
from tutor.views.palette import Palette

WIDEST = 34
"""Columns of a value that are shown."""
NEARLY = 1e-6
"""How near to a step, in steps, a value counts as on it."""
STEPS = 20
"""How many steps a number's range is parted into where the lesson names no step."""


def turned(control: Control, value: Setting, by: int) -> Setting:
    """Return the value one step further (`by` 1) or back (-1), kept inside the control's range.

    Steps are counted from the value the control starts with, so that one comes back to it.
    """
    if isinstance(control, Switch):
        return not value
    if isinstance(control, Choice):
        offered = list(control.of)
        at = offered.index(value) if value in offered else 0
        return offered[(at + by) % len(offered)]
    assert isinstance(value, int | float)
    start, step = float(control.default), step_of(control)
    steps = (value - start) / step
    if abs(steps - round(steps)) < NEARLY:
        steps = round(steps) + by
    else:
        steps = math.ceil(steps) if by > 0 else math.floor(steps)
    return _kept_inside(control, start + steps * step)


def farthest(control: Control, by: int) -> Setting:
    """Return the greatest value (`by` 1) or the least (-1); of a choice the last or the first."""
    if isinstance(control, Switch):
        return by > 0
    if isinstance(control, Choice):
        return control.of[-1 if by > 0 else 0]
    return control.max if by > 0 else control.min


def step_of(control: Integer | Number) -> float:
    """Return how far one key press moves a number: what the lesson says, else a round step."""
    if control.step is not None:
        return float(control.step)
    rough = float(control.max - control.min) / STEPS
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999)


def _kept_inside(control: Integer | Number, value: float) -> Setting:
    value = min(control.max, max(control.min, value))
    if isinstance(control, Integer):
        return round(value)
    # In floats 0.9 − 3 · 0.3 is not quite 0, and what is rounded to 0 may be −0.0.
    places = -math.floor(math.log10(step_of(control) * NEARLY))
    return float(f"{round(value, places):.6g}") + 0.0


def chip_text(name: str, control: Control, value: Setting, focused: bool, palette: Palette) -> Text:
    """Return a control as text: its name, its value, and arrows where it can be turned."""
    label = show_line(control.label or name, columns=40)
    text = Text(f"{label} ", style=palette.text if focused else palette.support, no_wrap=True)
    arrow = palette.now if focused else palette.faint
    if isinstance(control, Switch):
        text.append("● " if value else "○ ", style=palette.now if value else palette.support)
        return text.append(
            say("views.on" if value else "views.off"), style=palette.bold(palette.text)
        )
    shown = show_line(str(value), columns=WIDEST)
    back, on = (turned(control, value, by) != value for by in (-1, 1))
    text.append("‹ " if back else "  ", style=arrow)
    text.append(shown, style=palette.bold(palette.now))
    return text.append(" ›" if on else "  ", style=arrow)


def range_text(control: Control) -> str:
    """Return what a number can be turned to, in a few words; "" where the control shows it."""
    if isinstance(control, Switch):
        return ""
    if isinstance(control, Choice):
        return " · ".join(show_line(str(each), columns=WIDEST) for each in control.of)
    step = f"{step_of(control):g}"
    return say("tui.range", least=f"{control.min:g}", most=f"{control.max:g}", step=step)


class Chip(Painted, can_focus=True):
    """One control."""

    BINDINGS = [  # noqa: RUF012 (Textual's own declaration)
        *((key, "turn(1)", "") for key in ("right", "plus", "space", "enter", "l")),
        *((key, "turn(-1)", "") for key in ("left", "minus")),
        ("home", "turn_far(-1)", ""),
        ("end", "turn_far(1)", ""),
    ]

    @dataclass
    class Turned(Message):
        """The control was moved."""

        name: str
        value: Setting

    def __init__(self, name: str, control: Control, value: Setting) -> None:
        super().__init__(lambda *_: self.text)
        self.control_name = name
        self.control = control
        self.value = value
        self.with_tooltip(Text(range_text(control)))

    @property
    def text(self) -> Text:
        """Return the chip as it is drawn."""
        return chip_text(
            self.control_name, self.control, self.value, self.has_focus, self.app_palette
        )

    def show_value(self, value: Setting) -> None:
        """Show a value, which may be the one the control was turned to."""
        self.value = value
        self.repaint()

    def action_turn(self, by: int) -> None:
        """Move the control by one step."""
        self._turn_to(turned(self.control, self.value, by))

    def action_turn_far(self, by: int) -> None:
        """Move the control to an end of its range."""
        self._turn_to(farthest(self.control, by))

    def _turn_to(self, value: Setting) -> None:
        """Say where the control was turned to; it is drawn together with what comes of it."""
        if value != self.value:
            self.value = value
            self.post_message(self.Turned(self.control_name, value))

    def on_click(self, event: events.Click) -> None:
        text = self.text.plain
        self.action_turn(-1 if "‹" in text and event.x <= text.index("‹") + 1 else 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._wheel(event, 1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._wheel(event, -1)

    def _wheel(self, event: events.MouseEvent, by: int) -> None:
        """Turn with the wheel, but only once the control was chosen: a page scrolls past others."""
        if self.has_focus and not isinstance(self.control, Switch):
            event.stop()
            self.action_turn(by)

    def on_focus(self) -> None:
        self.repaint()

    def on_blur(self) -> None:
        self.repaint()


_FLOW = Flow()


class Controls(Container):
    """The chips of one experiment: side by side, on as many lines as it takes."""

    @property
    def layout(self) -> Layout:
        return _FLOW

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
