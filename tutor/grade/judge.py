"""The verdict on one answer: right, how far right, or which misconception it matches."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tutor import answers
from tutor.answers import Comparison, Reading
from tutor.grade.code import judge_code
from tutor.language import say
from tutor.records.messages import Evaluated
from tutor.records.values import TensorValue, Value

if TYPE_CHECKING:
    from tutor.grade.keys import Keys
    from tutor.grade.pose import Posed

VerdictKind = Literal["right", "wrong", "unreadable", "asked", "unknown"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a face shows after Enter.

    "unreadable" and "asked" (a question back) cost no attempt; "unknown" means that the key could
    not be computed, which is no fault of the answer.
    """

    kind: VerdictKind
    reading: Reading
    reply: str
    misconception: int | None = None
    """Index of the recognised misconception."""
    believes: str = ""
    """What it believes, in the lesson's words."""
    hint: str = ""
    """A hint bound to that misconception; it comes before the ladder."""
    key: str = ""
    """The key as it would be typed; shown only once the question has ended."""

    @property
    def costs(self) -> bool:
        """Tell whether this verdict counts as an attempt."""
        return self.kind in ("right", "wrong")


def unreadable(reading: Reading) -> Verdict:
    """Return the verdict on an answer that could not be read."""
    return Verdict("unreadable", reading, reading.problem)


def spoken(key: str) -> str:
    """Return a key as a sentence names it: torch writes 9 as `9.`."""
    return key.removesuffix(".") if re.fullmatch(r"-?\d+\.", key) else key


def judge(posed: Posed, reading: Reading, keys: Keys) -> Verdict:
    """Return the verdict on `reading`, given what torch says."""
    if not reading.ok:
        return unreadable(reading)
    if keys.key is None:
        return Verdict("unknown", reading, keys.problem)
    if posed.question.kind == "code":
        right, reply, misconception = judge_code(posed, keys)
        return _verdict(posed, reading, keys, Comparison(right, reply), misconception)
    comparison = _compare(posed, reading, keys, keys.key)
    believed = None if comparison.right else _recognised(posed, reading, keys)
    if comparison.ask and not comparison.right and believed is None:
        return Verdict("asked", reading, comparison.ask)
    return _verdict(posed, reading, keys, comparison, believed)


def _compare(posed: Posed, reading: Reading, keys: Keys, key: Value) -> Comparison:
    if posed.question.kind != "expression":
        return answers.compare(reading, key, posed.asked)
    return _compare_evaluated(posed, keys.typed, key)


def _compare_evaluated(posed: Posed, typed: Evaluated | None, key: Value) -> Comparison:
    """Compare what a typed expression came to; what it raised is its answer then."""
    if typed is None:
        return Comparison(right=False, how_far=say("grade.expression_not_run"))
    if typed.raised is not None:
        raised = typed.raised
        reply = say("grade.expression_raised", exception=raised.exception, message=raised.message)
        return Comparison(right=False, how_far=reply)
    if typed.value is None:
        return Comparison(right=False, how_far=say("grade.expression_not_run"))
    compared = answers.compare_values(typed.value, key, tolerance=posed.question.tolerance)
    if not compared.right and _differ_in_precision(typed.value, key):
        # What was asked for is there: it only has to be said in the other dtype.
        return Comparison(right=False, ask=compared.how_far)
    return compared


def _differ_in_precision(typed: Value, key: Value) -> bool:
    if not isinstance(typed, TensorValue) or not isinstance(key, TensorValue):
        return False
    return (
        "float" in typed.dtype
        and "float" in key.dtype
        and answers.compare_values(typed, key, exact_dtype=False).right
    )


def _recognised(posed: Posed, reading: Reading, keys: Keys) -> int | None:
    """Return the first misconception whose own answer is the one that was typed."""
    for index, belief in enumerate(keys.beliefs):
        if belief is not None and _compare(posed, reading, keys, belief).right:
            return index
    return None


def _verdict(
    posed: Posed, reading: Reading, keys: Keys, comparison: Comparison, believed: int | None
) -> Verdict:
    key = answers.key_text(keys.key, posed.asked) if keys.key is not None else ""
    if comparison.right:
        return Verdict("right", reading, comparison.how_far or say("grade.right"), key=key)
    if believed is None:
        reply = comparison.how_far or say("grade.wrong")
        return Verdict("wrong", reading, reply, key=key)
    misconception = posed.question.misconceptions[believed]
    return Verdict(
        "wrong",
        reading,
        posed.filled(misconception.say, key=spoken(key)),
        misconception=believed,
        believes=posed.filled(misconception.believes),
        hint=posed.filled(misconception.hint or "", key=spoken(key)),
        key=key,
    )
