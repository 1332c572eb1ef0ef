"""What every kind of answer shares: what was asked, a reading of what was typed, a comparison.

A kind is five plain functions; it knows nothing of files, screens or processes, and executes
nothing that was typed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tutor.records.values import Value


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader may know of the question."""

    kind: str
    choices: tuple[tuple[str, str], ...] = ()
    """Letter and text, as shown to this learner."""
    tolerance: float | None = None
    """Absolute; None where the digits of key and answer decide."""
    unit: tuple[str, ...] = ()
    """Words that may follow the number; "%" allows percentages."""
    also: tuple[str, ...] = ()
    """Further accepted wordings."""
    forbid: tuple[str, ...] = ()
    """Names an expression or program may not use."""
    subject: str = ""
    """The key's expression, "w.grad": a lead "w.grad =" may be left out of the reading."""
    example: str = ""
    terms: tuple[str, ...] = ()
    """Further words of the lesson: none of them is taken for a slip of the finger."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was typed, understood or not."""

    text: str
    """What was typed, NFC, trimmed; the source itself for the kinds expression and code."""
    value: object
    """The kind's plain value, hashable and comparable; None where it cannot be read."""
    shown: str
    """How it was read, in the learner's language."""
    problem: str = ""
    """Why it cannot be read and what can: it costs no attempt."""

    @property
    def ok(self) -> bool:
        return not self.problem


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a reading stands to the key."""

    right: bool
    how_far: str = ""
    """How far a wrong answer is right, in the learner's language."""
    ask: str = ""
    """A question back, which costs no attempt."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of answer: how it is read, compared, spelled."""

    read: Callable[[str, Asked], Reading]
    """Takes cleaned text (see `clean.prepare`); never raises."""
    compare: Callable[[Reading, Value, Asked], Comparison]
    key: Callable[[str, Asked], Value]
    """Return the key a literal spells; raises ValueError with a sentence."""
    spell: Callable[[Value, Asked], str]
    """Return the key as a learner would type it; never raises."""
    longest: int = 200
    """Characters a typed answer may have."""
    is_code: bool = False
    """Whether spaces, quotation marks and case belong to the answer."""


RIGHT = Comparison(right=True)
WRONG = Comparison(right=False)


def wrong(how_far: str = "") -> Comparison:
    """Return a wrong comparison that says how far the answer is right."""
    return Comparison(right=False, how_far=how_far)


def asking(question: str) -> Comparison:
    """Return a comparison that asks back instead of judging."""
    return Comparison(right=False, ask=question)


def unreadable(text: str, problem: str) -> Reading:
    """Return the reading of text that cannot be read."""
    return Reading(text=text, value=None, shown="", problem=problem)
