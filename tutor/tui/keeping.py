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
    return not await refusal(widget, work, sentence)


async def refusal(widget: Widget, work: Awaitable[object], sentence: str) -> str:
    """Wait for `work`; say and return `sentence` where it could not be stored, else return ""."""
    try:
        await work
    except StoreError as error:
        text = say(sentence, reason=str(error))
        widget.notify(text, severity="warning", timeout=SHOWN, markup=False)
        return text
    return ""
