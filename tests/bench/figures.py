"""One figure, printed beside its target."""

from __future__ import annotations

import sys


def say(name: str, figure: float, target: str, met: bool, detail: str) -> None:
    print(f"{'met    ' if met else 'NOT MET'} {name}: {figure:.3g} (target {target})  {detail}")
    sys.stdout.flush()


def at_most(name: str, figure: float, limit: float, detail: str = "") -> None:
    """Say a figure that is to be no more than `limit`."""
    say(name, figure, f"≤ {limit:g}", figure <= limit, detail)
