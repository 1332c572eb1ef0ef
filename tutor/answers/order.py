"""Orders: `a, b, c`, `a -> b -> c`, numbered lines. Where the key leaves some open, any order of
those is right.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise

from tutor.answers import phrase
from tutor.answers.base import RIGHT, Asked, Comparison, Kind, Reading, asking, unreadable, wrong
from tutor.answers.keys import name_of, number_label
from tutor.answers.words import normal
from tutor.language import say
from tutor.records.values import Plain, SequenceValue, Value

_NOUNS = phrase.nouns("order sequence first 순서 순서는 차례 먼저")
_ARROWS = re.compile(r"\s*(?:-+>|→|=+>|>+|⇒|»|\bthen\b|\bbefore\b|이후)\s*", re.IGNORECASE)
_CONNECTIVES = re.compile(
    r"(?:\A|[,\s]+)(?:먼저|(?:그\s?)?다음(?:은|에는|에|으로)?|마지막(?:은|에|으로)?)(?=[,\s])[,\s]*"
)
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}\s*[.):]|[-*•·])\s*")
_SEPARATORS = (
    _ARROWS,
    *(re.compile(sign) for sign in (r"\s*\n\s*", r"\s*;\s*", r"\s*,\s*", r"\s+-+\s+|\s*[|/–—]\s*")),
)
_OR = re.compile(r"\b(?:or|either)\b|또는|혹은|아니면|이거나|거나", re.IGNORECASE)
_CLOSING = re.compile(
    r"\s+(?:first|second|last|hooks?|steps?|nodes?|훅|단계|노드)\Z", re.IGNORECASE
)
"""What may stand behind the name of a step."""
_MOST = 60
Steps = tuple[frozenset[str], ...]
"""Groups in order; the members of one group may come in any order."""


def read(text: str, asked: Asked) -> Reading:
    """Return the items in the order typed."""
    if _OR.search(text):
        return unreadable(text, say("answers.one_order"))
    for candidate in phrase.candidates(text.strip().strip("[]()"), asked.subject, _NOUNS):
        items = _items(candidate)
        if len(items) > 1 and len(items) <= _MOST:
            told = say("answers.order", value=" → ".join(items))
            return Reading(text, tuple(items), told)
    items = _items(text)
    if len(items) == 1 and normal(items[0]):
        items = text.split()
        if len(items) > 1:
            return Reading(text, tuple(items), say("answers.order", value=" → ".join(items)))
    return unreadable(text, say("answers.order_expected"))


_LEAD = re.compile(
    r"^(?:the\s+|my\s+)?(?:answer|order|sequence|순서|정답|답)\s*(?:is\b|[:=]|은|는)\s*:?\s*"
    r"|^(?:it|they)\s+(?:goes?|runs?|fires?|comes?|is|are)\s*:?\s+",
    re.IGNORECASE,
)
_INLINE = re.compile(r"\A1[.)]?\s+\S.*\s2[.)]?\s+\S", re.DOTALL)
_THEN = re.compile(r",\s*(?:and\s+)?(?:then|finally|and)\s+", re.IGNORECASE)


def _items(text: str) -> list[str]:
    text = _CONNECTIVES.sub(", ", _THEN.sub(", ", _LEAD.sub("", text.strip()))).strip(", ")
    if _INLINE.match(text) and "\n" not in text:
        text = re.sub(r"(?:\A|[\s,]+)\d{1,2}[.)]?\s+", "\n", text).strip()
    for separator in _SEPARATORS:
        parts = separator.split(text.strip())
        if len(parts) > 1:
            parts = [*parts[:-1], *re.split(r"\s+(?:and|그리고)\s+", parts[-1])]
            cleaned = [_NUMBERED.sub("", part).strip(" \"'`()[],") for part in parts]
            cleaned = [
                re.sub(
                    r"^(?:(?:and|first|second|third|next|then|finally|lastly|last|먼저|그다음|마지막으로)\s+)+",
                    "",
                    part,
                )
                for part in cleaned
            ]
            return [part for part in cleaned if part]
    return [text.strip()]


def compare(reading: Reading, key: Value, asked: Asked) -> Comparison:
    """Compare item by item; a wrong order is told by the first pair that is the wrong way round."""
    del asked
    wanted = steps_of(key)
    typed = reading.value
    if wanted is None or not isinstance(typed, tuple):
        return wrong(say("answers.key_no_order"))
    names = {_plain(name): name for group in wanted for name in group}
    given = [_step(str(item), names) for item in typed]
    unknown = [str(raw) for raw, item in zip(typed, given, strict=True) if item not in names]
    if unknown:
        return asking(say("answers.order_unknown", item=unknown[0]))
    counts = _counts(wanted)
    for item in dict.fromkeys(given):
        if given.count(item) > counts[item]:
            return wrong(say("answers.order_twice", item=names[item]))
    missing = [names[item] for item in counts if given.count(item) < counts[item]]
    if missing:
        return wrong(say("answers.order_missing", count=len(missing)))
    if _fits(given, wanted):
        return RIGHT
    return wrong(_first_swap(given, wanted, names))


def _step(item: str, names: Collection[str]) -> str:
    """Return the step that `item` names, also where more than its name was typed."""
    for ended in phrase.without_ending(item):
        for form in (*phrase.without_particle(ended), _CLOSING.sub("", ended)):
            if _plain(form) in names:
                return _plain(form)
    return _plain(item)


def _plain(item: str) -> str:
    """Return a step as it is compared; a node of the graph is named with or without its suffix."""
    plain = normal(item)
    return re.sub(r"backward\d*\Z", "", plain) or plain


def _counts(wanted: Steps) -> dict[str, int]:
    counts: dict[str, int] = {}
    for group in wanted:
        for name in group:
            counts[_plain(name)] = counts.get(_plain(name), 0) + 1
    return counts


def _fits(given: list[str], wanted: Steps) -> bool:
    at = 0
    for group in wanted:
        part = given[at : at + len(group)]
        if sorted(part) != sorted(_plain(name) for name in group):
            return False
        at += len(group)
    return True


def _first_swap(given: list[str], wanted: Steps, names: dict[str, str]) -> str:
    place = {_plain(name): number for number, group in enumerate(wanted) for name in group}
    for before, after in pairwise(given):
        if place[before] > place[after]:
            return say("answers.order_swapped", first=names[after], second=names[before])
    return say("answers.order_wrong")


def steps_of(key: Value) -> Steps | None:
    """Return the groups of a key: an item that is itself a list leaves its members' order open."""
    if isinstance(key, Plain) and isinstance(key.value, str):
        items = _items(key.value)
        return tuple(frozenset((item,)) for item in items)
    if not isinstance(key, SequenceValue) or key.length != len(key.items):
        return None
    groups: list[frozenset[str]] = []
    for item in key.items:
        inside = item.items if isinstance(item, SequenceValue) else (item,)
        labels = [number_label(each) or name_of(each) for each in inside]
        if None in labels:
            return None
        groups.append(frozenset(label for label in labels if label is not None))
    return tuple(groups)


def key_of(text: str, asked: Asked) -> Value:
    """Return the order a literal spells."""
    del asked
    items = _items(text)
    if len(items) < 2:
        raise ValueError(say("answers.order_expected"))
    return SequenceValue("list", tuple(Plain(item) for item in items), len(items))


def spell(value: Value, asked: Asked) -> str:
    """Return the items parted by arrows, an open group in the order it has."""
    del asked
    if isinstance(value, SequenceValue):
        names: list[str] = []
        for item in value.items:
            inside = item.items if isinstance(item, SequenceValue) else (item,)
            names += [number_label(each) or name_of(each) or "" for each in inside]
        return " -> ".join(names)
    found = steps_of(value)
    return "" if found is None else " -> ".join(name for group in found for name in sorted(group))


KIND = Kind(read, compare, key_of, spell, longest=2000)
