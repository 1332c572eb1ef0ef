"""The palette of commands, for hands that are faster than it is."""

from __future__ import annotations

from typing import Any

from textual.command import CommandList, CommandPalette

from tutor.tui.screens.ready import Overlay


class Palette(CommandPalette, Overlay[None]):
    """Textual's palette, which runs a command once for each time it is chosen before it is gone."""

    def _action_command_list(self, action: str) -> None:
        """Move in the list once it has been laid out: before, it does not know its lines."""
        if any(each.scrollable_content_region for each in self.query(CommandList)):
            super()._action_command_list(action)

    def _select_or_command(self, event: Any = None) -> None:
        if self.is_active:
            super()._select_or_command(event)
        if not self.is_active:
            self._selected_command = None
