"""True, False and None, in both languages; a denial counts as False only where it stands alone."""

from __future__ import annotations

from tutor.answers import phrase
from tutor.answers.base import RIGHT, Asked, Comparison, Kind, Reading, unreadable, wrong
from tutor.answers.keys import verdict_of
from tutor.language import say
from tutor.records.values import Plain, Value

_TRUE = """
    true yes y yeah yep yup correct right sure ok okay t 참 네 예 응 맞아 맞음 맞다 맞아요 맞습니다
    그렇다 그래 그렇습니다 그래요 옳다 옳음 있다 있음 됨 된다 o
"""
_FALSE = """
    false no n nope nah incorrect wrong never f 거짓 아니오 아니요 아니 아뇨 아님 아니다 아닙니다
    아니에요 틀림 틀려 틀리다 틀려요 틀렸다 안됨 안된다 x
"""
_FALSE_SAYINGS = (
    "it does not", "it doesn't", "it is not", "it isn't", "not true", "they are not",
    "they aren't", "they do not", "they don't", "it will not", "it won't", "it cannot", "it can't",
    "of course not", "definitely not", "certainly not", "absolutely not",
    "not at all", "not", "does not", "doesn't", "is not", "isn't", "안 됨", "안 된다",
    "그렇지 않다",
    "그렇지 않습니다", "그렇지 않아요",
)  # fmt: skip
_TRUE_SAYINGS = (
    "it does",
    "it is",
    "they are",
    "they do",
    "it will",
    "it can",
    "not false",
    "is true",
    "of course",
    "definitely",
    "certainly",
    "absolutely",
    "indeed",
)
_NONE = "none null nil nothing n/a 없음 널 아무것도없음 아무것도"
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(_TRUE.split(), True),
    **dict.fromkeys(_FALSE.split(), False),
    **dict.fromkeys(_NONE.split(), None),
    **dict.fromkeys(_TRUE_SAYINGS, True),
    **dict.fromkeys(_FALSE_SAYINGS, False),
    "nothing at all": None,
    "there is none": None,
    "no value": None,
}
_ABSENT = frozenset(("없다", "없습니다", "없어요"))
"""Says None of a thing and False of a question."""
_NOUNS = phrase.nouns("boolean bool 값은 정답은 결과는")


def read(text: str, asked: Asked) -> Reading:
    """Return (True,), (False,) or (None,)."""
    for candidate in phrase.candidates(text, asked.subject, _NOUNS):
        found = _found(candidate)
        if found is not None:
            return Reading(text, found, say("answers.boolean", value=str(found[0])))
    first, comma, rest = text.partition(",")
    found = _found(first)
    if comma and found is not None and not _contradicts(found[0], rest):
        return Reading(text, found, say("answers.boolean", value=str(found[0])))
    if text.strip(" .") in _ABSENT:
        return Reading(text, ("absent",), say("answers.boolean", value="None / False"))
    return unreadable(text, say("answers.boolean_expected"))


def _found(text: str) -> tuple[bool | None] | None:
    word = " ".join(text.replace("tensor(", "").rstrip(")").strip(" .!'\"`()").lower().split())
    for form in phrase.without_ending(word):
        if form in _WORDS:
            return (_WORDS[form],)
        if form.replace(" ", "") in _WORDS:
            return (_WORDS[form.replace(" ", "")],)
    return None


def _contradicts(value: bool | None, rest: str) -> bool:
    """Tell whether what follows "yes," says something that may take it back."""
    words = [_found(word) for word in rest.split()]
    found = {word[0] for word in words if word is not None}
    if phrase.offers_two(rest) or " but " in f" {rest} ":
        return True
    if value is False:
        return True in found
    return phrase.negates(rest) or bool(found - {value})


def compare(reading: Reading, key: Value, asked: Asked) -> Comparison:
    """Compare by identity: None is not False."""
    del asked
    wanted = verdict_of(key)
    if wanted is None:
        return wrong(say("answers.key_no_boolean"))
    typed = reading.value
    assert isinstance(typed, tuple)
    if typed[0] is wanted[0] or (typed == ("absent",) and not wanted[0]):
        return RIGHT
    if typed[0] is None or wanted[0] is None:
        return wrong(say("answers.none_is_not_false"))
    return wrong()


def key_of(text: str, asked: Asked) -> Value:
    """Return the value a literal spells."""
    del asked
    found = _found(text)
    if found is None:
        raise ValueError(say("answers.boolean_expected"))
    return Plain(found[0])


def spell(value: Value, asked: Asked) -> str:
    """Return True, False or None."""
    del asked
    found = verdict_of(value)
    return "" if found is None else str(found[0])


KIND = Kind(read, compare, key_of, spell)
