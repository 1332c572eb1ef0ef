"""How far a run was shut in, in words."""

from __future__ import annotations

from rich.text import Text

from tutor.language import say
from tutor.records.isolation import LEVELS
from tutor.views.palette import Palette


def isolation_words(level: str) -> str:
    """Return the level in force in a few words; "" where it is none that is known."""
    if level not in LEVELS:
        return ""
    return say("views.isolation", level=say(f"views.level_{level}"))


def isolation_text(level: str, palette: Palette) -> Text:
    """Return the same quietly; where nothing but limits holds, as a warning."""
    style = palette.warm if level == LEVELS[0] else palette.support
    return Text(isolation_words(level), style=style)
