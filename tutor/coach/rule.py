"""What a rule of the coach is: which exceptions it is for, and what it takes from their text.

The groups of its pattern are the values its sentences may name. A group whose name begins with
"shape" or "dtype" is said the way the rest of the tutor writes shapes and dtypes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from tutor.records.messages import Fact

Named: TypeAlias = Literal["", "leaf", "tensor", "module", "items", "any"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of mistake; `coach.NAME` and `coach.NAME_do` are what is said about it."""

    name: str
    exceptions: tuple[str, ...]
    """Class names; an exception is meant also by the name of one of its bases."""
    pattern: str = ""
    """Searched in the message, which is bounded; no repetition stands inside another one."""
    lesson: str = ""
    """Id of the lesson that teaches it."""
    named: Named = ""
    """Which variable of the failing expression the sentences call {name}."""
    needs: Named = ""
    """The kind of variable without which the rule is not meant."""
    line: str = ""
    """Searched in the line that failed."""
    near: bool = False
    """Whether the rule is meant only where a similar name is known; the sentences call it {near}."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An exception or warning, with what a DataLoader's worker wrapped around it taken off."""

    exception: str
    message: str
    bases: tuple[str, ...] = ()
    line: str = ""
    """The program's own line that failed."""
    facts: tuple[Fact, ...] = ()
    near: str = ""
    worker: int | None = None
    """The worker process it happened in."""
    line_number: int | None = None
    function: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """What the coach has to say about a failure, in no language yet."""

    rule: str
    values: tuple[tuple[str, str], ...]
    """What its sentences name; "" for a variable that has no name on the failing line."""
    lesson: str = ""
    named: Named = ""
    """What kind of variable {name} stands for."""
