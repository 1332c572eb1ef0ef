"""Numbers written as words, English and Korean: "twenty-four", "스물네", "삼분의 일"."""

from __future__ import annotations

import re
from fractions import Fraction

_ONES = {
    "zero": 0, "nought": 0, "naught": 0, "nil": 0, "one": 1, "two": 2, "three": 3, "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40,
    "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {"thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_MANY = {"once": 1, "twice": 2, "thrice": 3, "double": 2, "triple": 3, "quadruple": 4,
         "doubled": 2, "tripled": 3, "single": 1, "dozen": 12}  # fmt: skip
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
          "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "twelfth": 12, "sixteenth": 16,
          "hundredth": 100, "thousandth": 1000}  # fmt: skip


def english(text: str) -> Fraction | None:
    """Return the number that English words spell (digits may stand among them), or None."""
    words = re.findall(r"[a-z]+|\d+(?:\.\d+)?|\S", text.lower().replace("-", " ").replace(",", " "))
    if not words or len(words) > 16 or not any(word.isalpha() for word in words):
        return None
    if words[0] in ("minus", "negative"):
        value = _unsigned(words[1:])
        return None if value is None else -value
    return _unsigned(words[1:] if words[0] in ("plus", "positive") else words)


def _unsigned(words: list[str]) -> Fraction | None:
    if "point" in words:
        return _pointed(words)
    if len(words) == 1 and words[0] in _MANY:
        return Fraction(_MANY[words[0]])
    if words and words[-1] == "dozen":
        count = _whole(words[:-1] if words[:-1] != ["a"] else ["one"])
        return None if count is None else count * 12
    return _fraction(words) if words and _part(words[-1]) else _whole(words)


def _part(word: str) -> int | None:
    return _PARTS.get(word) or _PARTS.get(word.removesuffix("s"))


def _fraction(words: list[str]) -> Fraction | None:
    """Read "two thirds", "a half", "one and a half"."""
    part = _part(words[-1])
    above = words[:-1]
    if part is None:
        return None
    if "and" in above:
        at = len(above) - 1 - above[::-1].index("and")
        whole, rest = _whole(above[:at]), _fraction([*above[at + 1 :], words[-1]])
        return None if whole is None or rest is None or rest >= 1 else whole + rest
    if above in ([], ["a"], ["an"]):
        return Fraction(1, part)
    count = _whole(above)
    return None if count is None else count / part


def _pointed(words: list[str]) -> Fraction | None:
    at = words.index("point")
    whole = _whole(words[:at]) if at else Fraction(0)
    digits = [_ONES.get(word, int(word) if word.isdecimal() else 10) for word in words[at + 1 :]]
    if whole is None or not digits or any(digit > 9 for digit in digits):
        return None
    return whole + Fraction(int("".join(map(str, digits))), 10 ** len(digits))


def _whole(words: list[str]) -> Fraction | None:
    """Read "one hundred and twenty four", "two thousand", "2 million"."""
    total, group, room = Fraction(0), Fraction(0), 10**15
    least = 10**3
    """What the next word must stay below, so that "three four" is no number."""
    if not words or words[0] == "and" or words[-1] == "and":
        return None
    if len(words) == 1 and _ONES.get(words[0]) == 0:
        return Fraction(0)
    for word in ["one", *words[1:]] if words[0] == "a" and len(words) > 1 else words:
        if word in _ONES and 0 < _ONES[word] < least:
            group += _ONES[word]
            least = 10 if _ONES[word] >= 20 else 1
        elif word == "hundred" and 1 <= group <= 99 and least != 100:
            group, least = group * 100, 100
        elif word in _SCALES and group > 0 and _SCALES[word] < room:
            room = _SCALES[word]
            total, group, least = total + group * room, Fraction(0), 10**3
        elif re.fullmatch(r"\d+(\.\d+)?", word) and group == 0 and len(word) < 20:
            group, least = Fraction(word), 1
        elif word != "and":
            return None
    return total + group


_SINO = {"영": 0, "공": 0, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "륙": 6, "칠": 7,
         "팔": 8, "구": 9}  # fmt: skip
_SINO_UNITS = {"십": 10, "백": 100, "천": 1000}
_SINO_GROUPS = {"만": 10**4, "억": 10**8}
_NATIVE_TENS = {"열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60,
                "일흔": 70, "여든": 80, "아흔": 90}  # fmt: skip
_NATIVE_ONES = {"하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "석": 3, "넷": 4, "네": 4,
                "넉": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9}  # fmt: skip


def korean(text: str) -> Fraction | None:
    """Return the number that Korean words spell (digits may stand among them), or None."""
    words = re.sub(r"\s+", "", text)
    if not re.search("[가-힣]", words) or len(words) > 40:
        return None
    for minus in ("마이너스", "음수", "-"):
        if words.startswith(minus):
            value = _korean(words.removeprefix(minus))
            return None if value is None else -value
    return _korean(words.removeprefix("플러스"))


def _korean(words: str) -> Fraction | None:
    if words in ("반", "절반", "이분의일"):
        return Fraction(1, 2)
    if words == "제로":
        return Fraction(0)
    if "분의" in words:
        below, _, above = words.partition("분의")
        parts, count = _korean_whole(below), _korean_whole(above)
        return count / parts if parts and count is not None else None
    if "점" in words and not words.startswith("점"):
        whole, _, after = words.partition("점")
        digits = [_SINO.get(digit, int(digit) if digit.isdecimal() else 10) for digit in after]
        before = _korean_whole(whole)
        if before is None or not digits or max(digits) > 9:
            return None
        return before + Fraction(int("".join(map(str, digits))), 10 ** len(digits))
    return _korean_whole(words)


def _korean_whole(words: str) -> Fraction | None:
    if re.fullmatch(r"\d{1,30}", words):
        return Fraction(words)
    return _native(words) if words and words not in _SINO else _sino(words)


def _native(words: str) -> Fraction | None:
    for tens, value in {**_NATIVE_TENS, "": 0}.items():
        rest = words.removeprefix(tens) if words.startswith(tens) else None
        if rest is not None and (rest in _NATIVE_ONES or (rest == "" and value)):
            return Fraction(value + _NATIVE_ONES.get(rest, 0))
    return _sino(words)


def _sino(words: str) -> Fraction | None:
    """Read 이천사백, 3만 2천, 십이; each unit must be smaller than the one before it."""
    total, group, digit = 0, 0, 0
    has_digit, unit, room = False, 10**4, 10**9
    for token in re.findall(r"\d+|.", words):
        if (token in _SINO or token.isdecimal()) and not has_digit and len(token) < 16:
            digit, has_digit = _SINO[token] if token in _SINO else int(token), True
        elif token in _SINO_UNITS and _SINO_UNITS[token] < unit and (digit or not has_digit):
            unit = _SINO_UNITS[token]
            group, digit, has_digit = group + (digit or 1) * unit, 0, False
        elif token in _SINO_GROUPS and _SINO_GROUPS[token] < room:
            room, unit = _SINO_GROUPS[token], 10**4
            total += (group + digit or 1) * room
            group, digit, has_digit = 0, 0, False
        else:
            return None
    return Fraction(total + group + digit)
