"""How often a run that goes on is drawn: it must never take the time that keys need."""

from __future__ import annotations

TICK = 1 / 30
"""Seconds between two pictures at least."""
SHARE = 1 / 4
"""The part of the time that drawing may take at most."""


class Pace:
    """Waits longer after a picture that took long to draw."""

    def __init__(self) -> None:
        self._cost = 0.0

    def drawn(self, seconds: float) -> None:
        """Note how long a picture took, until it was on the screen."""
        self._cost = max(seconds, 0.7 * self._cost)

    @property
    def pause(self) -> float:
        """Return the seconds until the next picture."""
        return max(TICK, self._cost * (1 - SHARE) / SHARE)
