"""Korean particles behind a drawn value: `{n}을(를)` becomes "3을" or "4를", as it is read aloud.

Only forms that name both particles are touched, so that every other text stays as it is written.
"""

from __future__ import annotations

import re

FORMS = {
    "을(를)": ("을", "를"),
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "과(와)": ("과", "와"),
    "(으)로": ("으로", "로"),
    "(이)에요": ("이에요", "예요"),
    "(이)라": ("이라", "라"),
    "(이)고": ("이고", "고"),
    "(이)니": ("이니", "니"),
}
"""As an author writes it → behind a consonant, behind a vowel."""
MARKED = "|".join(map(re.escape, FORMS))
"""Pattern of the marked forms."""

_CLOSED_DIGITS = "013678"
_L_DIGITS = "178"
_FIRST, _LAST, _FINALS, _L = 0xAC00, 0xD7A3, 28, 8


def fitting(value: str, form: str) -> str:
    """Return the particle of the marked `form` that is spoken behind `value`."""
    closed, open_ = FORMS[form]
    final = _final(value)
    if form == "(으)로" and final == "l":
        return open_
    return closed if final else open_


def _final(value: str) -> str:
    """Return "" where `value` ends in a vowel as it is read aloud, "l" for ㄹ, else "c"."""
    bare = re.sub(r"[^\w가-힣]+\Z", "", value)
    last = bare[-1:].lower()
    if last.isdecimal() and last.isascii():
        return "l" if last in _L_DIGITS else "c" if last in _CLOSED_DIGITS else ""
    if last and _FIRST <= ord(last) <= _LAST:
        final = (ord(last) - _FIRST) % _FINALS
        return "l" if final == _L else "c" if final else ""
    if bare.lower() == "none":
        return "c"
    return "l" if last == "l" else "c" if last in ("m", "n") or bare.endswith("ng") else ""
