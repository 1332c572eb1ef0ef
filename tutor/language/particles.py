"""Korean particles behind a value: `{n}을(를)` becomes "3을" or "4를", as it is read aloud.

Only forms that name both particles are touched, so that every other text stays as it is written.
"""

from __future__ import annotations

import re

FORMS = {
    "을(를)": ("을", "를"),
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "과(와)": ("과", "와"),
    "와(과)": ("과", "와"),
    "(으)로": ("으로", "로"),
    "(이)에요": ("이에요", "예요"),
    "(이)어": ("이어", "여"),
    "(이)라": ("이라", "라"),
    "(이)고": ("이고", "고"),
    "(이)니": ("이니", "니"),
    "(이)나": ("이나", "나"),
    "(이)면": ("이면", "면"),
    "(이)며": ("이며", "며"),
}
"""As an author writes it → behind a consonant, behind a vowel."""
MARKED = "|".join(map(re.escape, FORMS))
"""Pattern of the marked forms."""

_BEHIND_A_VALUE = re.compile(rf"(\S+?)({MARKED})")
_UNSPOKEN = re.compile(r"[^\w가-힣]+\Z")
_LATIN_WORD = re.compile(r"[a-z]+\Z")
_CLOSED_DIGITS = "013678"
_L_DIGITS = "178"
_FIRST, _LAST, _FINALS, _L = 0xAC00, 0xD7A3, 28, 8
_ENDS_IN_L = re.compile(r".*le?|[^aeiou]*r")
"""Latin words read with ㄹ: bool, module; r where the letters are spelled: lr, but not factor."""
_ENDS_CLOSED = re.compile(r".*([mn]e?|ng|ck|ook|out|type|(\b|[^aeiou])[aeiou][ptk])")
"""Latin words read with another final: item, name, padding, stack, hook, input, step, cat."""


def settle(sentence: str) -> str:
    """Return `sentence` with each marked form settled by the sound before it."""
    return _BEHIND_A_VALUE.sub(lambda m: m[1] + fitting(m[1], m[2]), sentence)


def fitting(value: str, form: str) -> str:
    """Return the particle of the marked `form` that is spoken behind `value`."""
    closed, open_ = FORMS[form]
    final = _final(value)
    if form == "(으)로" and final == "l":
        return open_
    return closed if final else open_


def _final(value: str) -> str:
    """Return "" where `value` ends in a vowel as it is read aloud, "l" for ㄹ, else "c"."""
    bare = _UNSPOKEN.sub("", value).lower()
    last = bare[-1:]
    if last.isdecimal() and last.isascii():
        return "l" if last in _L_DIGITS else "c" if last in _CLOSED_DIGITS else ""
    if last and _FIRST <= ord(last) <= _LAST:
        final = (ord(last) - _FIRST) % _FINALS
        return "l" if final == _L else "c" if final else ""
    word = _LATIN_WORD.search(bare)
    return _latin_final(word[0]) if word else ""


def _latin_final(word: str) -> str:
    if _ENDS_IN_L.fullmatch(word):
        return "l"
    return "c" if _ENDS_CLOSED.fullmatch(word) else ""
