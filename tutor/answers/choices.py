"""Several choices: letters, numbers or texts, in any order; all of the right ones and no other."""

from __future__ import annotations

import re

from tutor.answers import choice, phrase
from tutor.answers.base import RIGHT, Asked, Comparison, Kind, Reading, unreadable, wrong
from tutor.answers.keys import name_of
from tutor.language import say
from tutor.records.values import Plain, Value

_NOUNS = phrase.nouns(
    "choice choices option options letters answers both 보기 선택 선택지 번호 번 모두"
)
_SEPARATORS = re.compile(r"\s*(?:[,;/+&\n]|\band\b|그리고|와|과|하고)\s*", re.IGNORECASE)
_NOTHING = frozenset(("none", "nothing", "none of them", "none of these", "없음", "아무것도"))


def read(text: str, asked: Asked) -> Reading:
    """Return the texts of the choices that are meant, as a frozenset."""
    for candidate in phrase.candidates(text, "", _NOUNS):
        if choice.labels(candidate, asked) != choice.labels(text, asked):
            continue  # a letter was taken for an article
        found = _several(candidate, asked)
        if found is not None:
            told = ", ".join(letter for letter, each in asked.choices if each in found)
            return Reading(text, found, say("answers.choices", letters=told or "—"))
    letters = ", ".join(letter for letter, _ in asked.choices)
    return unreadable(text, say("answers.choices_expected", letters=letters))


def _several(text: str, asked: Asked) -> frozenset[str] | None:
    lower = text.strip().lower()
    if lower in _NOTHING:
        return frozenset()
    if lower in ("all", "all of them", "모두", "전부", "다"):
        return frozenset(each for _, each in asked.choices)
    if phrase.negates(text) or phrase.offers_two(text):
        return None
    one = choice.meant(text, asked)
    if one is not None:
        return frozenset((one,))
    compact = re.sub(r"[\s)(.\]\[]+", "", text)
    letters = {letter.upper() for letter, _ in asked.choices}
    if compact.isalpha() and compact.isascii() and set(compact.upper()) <= letters:
        parts = list(compact)
    else:
        parts = [part for part in _SEPARATORS.split(text.strip()) if part]
        if len(parts) == 1:
            parts = text.split()
    if len(parts) > 2 * len(asked.choices):
        return None
    found = [choice.meant(part, asked) for part in parts]
    if not found or None in found or len(set(found)) != len(found):
        return None
    return frozenset(each for each in found if each is not None)


def compare(reading: Reading, key: Value, asked: Asked) -> Comparison:
    """Compare as sets; says how many are right and whether some are missing."""
    wanted = _of(key, asked)
    typed = reading.value
    if not isinstance(typed, frozenset):
        return wrong()
    if typed == wanted:
        return RIGHT
    right = len(typed & wanted)
    if typed < wanted:
        return wrong(say("answers.choices_missing", right=right))
    if typed > wanted:
        return wrong(say("answers.choices_too_many"))
    return wrong(say("answers.choices_right", right=right, count=len(typed))) if right else wrong()


def _of(key: Value, asked: Asked) -> frozenset[str]:
    name = name_of(key) or ""
    texts = [line for line in name.split("\n") if line]
    return frozenset(choice.resolved(Plain(text), asked) or text for text in texts)


def key_of(text: str, asked: Asked) -> Value:
    """Return the choices a literal names."""
    found = _several(text, asked)
    if found is None:
        letters = ", ".join(letter for letter, _ in asked.choices)
        raise ValueError(say("answers.choices_expected", letters=letters))
    return Plain("\n".join(each for _, each in asked.choices if each in found))


def spell(value: Value, asked: Asked) -> str:
    """Return the letters of the right choices."""
    wanted = _of(value, asked)
    return ", ".join(letter for letter, each in asked.choices if each in wanted) or "none"


KIND = Kind(read, compare, key_of, spell, longest=2000)
