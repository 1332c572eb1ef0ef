"""A screen whose keys wait for its widgets, and one that lies over another and closes once.

Keys may come faster than widgets do, and a key pressed twice was meant once.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

Result = TypeVar("Result")


class Ready(Screen[Result], Generic[Result]):
    """Has no actions before there is something to act on."""

    @property
    def is_composed(self) -> bool:
        """Tell whether its widgets are there."""
        return bool(self.children) and self.children[-1].is_mounted

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let an action be where there is something to act on."""
        del action, parameters
        return self.is_composed


class Overlay(Ready[Result], ModalScreen[Result], Generic[Result]):
    """Gives its result back once."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        return super().dismiss(result) if self.is_active else AwaitComplete()
