"""How far a run is shut in: the three levels, weakest first, and what is known of this machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Level: TypeAlias = Literal["limits only", "files+network", "full"]

LEVELS: Final[tuple[Level, ...]] = ("limits only", "files+network", "full")
SAFE: Final[Level] = "files+network"
"""What a course needs that did not come with the tutor: it reaches no file and no network."""


@dataclass(frozen=True, slots=True)
class Isolation:
    """The level runs have on this machine, and why it is not a higher one."""

    level: Level
    why: str = ""
    """What the kernel refused, in its words; "" at the highest level."""


def suffices(level: str, needed: Level) -> bool:
    """Tell whether `level` is at least `needed`; what is no level suffices for nothing."""
    return level in LEVELS and LEVELS.index(level) >= LEVELS.index(needed)


def below(level: Level) -> Level:
    """Return the next weaker level; the weakest has none below it."""
    return LEVELS[max(0, LEVELS.index(level) - 1)]
