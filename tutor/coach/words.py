"""What the coach says, in the language in use; foreign values in it are made harmless."""

from __future__ import annotations

from tutor.coach.rule import Advice
from tutor.display import show_line
from tutor.language import say


def sentences(advice: Advice) -> tuple[str, str]:
    """Return what happened, and what to do about it; code in them stands between backticks."""
    values = {name: _value(name, text, advice) for name, text in advice.values}
    return say(f"coach.{advice.rule}", **values), say(f"coach.{advice.rule}_do", **values)


def _value(name: str, text: str, advice: Advice) -> str:
    if name != "name":
        return show_line(text, columns=120)
    if not text:
        return say(f"coach.the_{advice.named}")
    return f"`{show_line(text, columns=60)}`"
