"""The program of the lab with its live values: whole, or folded to the lines that have values.

It is folded by a key, by a click on what is left out, or where it stands in the way of what the run
did; what was chosen by hand stays until another step.
"""

from __future__ import annotations

from textual import events

from tutor.tui.state import LabState
from tutor.tui.widgets.painted import Painted
from tutor.views.run import code_picture


class Program(Painted):
    """Draws the program of a lab."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._state: LabState | None = None
        self._is_folded = False
        self._is_chosen = False

    def enter(self) -> None:
        """Begin with the whole program of another step."""
        self._is_folded = self._is_chosen = False

    def show(self, state: LabState) -> None:
        """Draw the program and the values of its last run."""
        self._state = state
        folded = self._is_folded
        self.paint(lambda width, palette: code_picture(state, width, palette, folded=folded))

    @property
    def can_fold(self) -> bool:
        """Tell whether there are values that the program can be folded to, or it is folded."""
        return self._state is not None and self._state.ran and bool(self._state.messages)

    def turn(self) -> None:
        """Fold the program, or show all of it."""
        if self._state is not None and self.can_fold:
            self._is_folded, self._is_chosen = not self._is_folded, True
            self.show(self._state)

    def make_room(self) -> None:
        """Fold the program, unless the learner has said how to see it."""
        if self._state is not None and self.can_fold and not self._is_chosen:
            self._is_folded = True
            self.show(self._state)

    def on_click(self, event: events.Click) -> None:
        if event.style.meta.get("fold"):
            event.stop()
            self.turn()
