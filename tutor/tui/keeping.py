"""Waiting for something to be stored; where it cannot be, that is said on the screen."""

from __future__ import annotations

from collections.abc import Awaitable

from textual.widget import Widget

from tutor.errors import StoreError
from tutor.language import say

SHOWN = 10.0
"""Seconds for which it is said."""


async def kept(widget: Widget, work: Awaitable[object], sentence: str = "tui.not_saved") -> bool:
    """Wait for `work`; say `sentence` and return False where it could not be stored."""
    try:
        await work
    except StoreError as error:
        text = say(sentence, reason=str(error))
        widget.notify(text, severity="warning", timeout=SHOWN, markup=False)
        return False
    return True
