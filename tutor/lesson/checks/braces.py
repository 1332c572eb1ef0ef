"""`{name}` in a text stands for a value: the name must be one that the question knows.

Other braces are text. Between backticks a name that is not known is taken for code, unless it
is nearly a known one.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator

from tutor.errors import Problem
from tutor.lesson.spot import Spot
from tutor.lesson.variants import PLACEHOLDER

_CODE = re.compile(r"```.*?(?:```|\Z)|(`+)(?:(?!\1).)*\1", re.DOTALL)


def brace_problems(spot: Spot, text: str | None, known: Collection[str]) -> Iterator[Problem]:
    """Yield the placeholders of a text that no value will ever be put into."""
    if not text or "{" not in text:
        return
    code = [match.span() for match in _CODE.finditer(text)]
    for match in PLACEHOLDER.finditer(text):
        name = match.group(1)
        if name in known:
            continue
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.75)
        inside = any(start <= match.start() < end for start, end in code)
        if inside and not near:
            continue
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        if near:
            yield spot.wrong_in_text("brace_near", line, column, name=name, near=near[0])
        else:
            names = ", ".join(known) or "—"
            yield spot.wrong_in_text("brace", line, column, name=name, known=names)
