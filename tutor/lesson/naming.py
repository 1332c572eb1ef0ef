"""Names and values as a complaint gives them: the nearest known name, what was given in words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from tutor.language import say


def nearest(name: str, known: Sequence[str]) -> str:
    """Return the known name that `name` most likely means, or ""."""
    if len(name) > 64:
        return ""
    folded = name.lower().replace("-", "_")
    near = difflib.get_close_matches(folded, known, n=1, cutoff=0.6)
    return near[0] if near else ""


def described(node: object) -> str:
    """Return what was given, in few words: a list, a mapping, or the text itself."""
    if isinstance(node, dict):
        return say("lesson.a_mapping")
    if isinstance(node, list):
        return say("lesson.a_list")
    text = " ".join(str(node).split())
    return say("lesson.quoted", text=text if len(text) <= 40 else f"{text[:39]}…")


def spelled(value: object) -> str:
    """Return a setting as Python spells it, so that text and number can be told apart."""
    return repr(value)


def slug(text: str, joint: str) -> str:
    """Return the id or name that is nearest to `text`; "" where it has no letters for one."""
    found = re.findall(r"[A-Za-z0-9]+", text)
    made = joint.join(found)[:60]
    made = made.lower() if joint == "-" else made
    return f"_{made}" if joint == "_" and made[:1].isdigit() else made
