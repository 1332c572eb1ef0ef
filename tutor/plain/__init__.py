"""Plain mode: the same engine, one line after the other, for screen readers and simple terminals.

Nothing is drawn over, nothing moves, and no key acts before Enter. stdout carries the lesson,
stdin the answers; at its end the tutor ends, and progress is kept as everywhere.
"""

from __future__ import annotations

from tutor.plain.loop import plain_tutor

__all__ = ["plain_tutor"]
