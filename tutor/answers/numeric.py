"""One number from text that is nothing but a number, in any of its usual spellings.

`9`, `.5`, `1e-3`, `1,000`, `1/3`, `2·3`, `10^-3`, `½`, `√2`, `minus two`, `스물네`. What holds
two numbers holds none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tutor import arithmetic
from tutor.answers import numerals


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it was typed."""

    value: int | float
    literal: str = ""
    """The decimal literal, "0.33", where one was typed; "" where the number was computed."""
    computed: bool = False
    percent: bool = False
    unit: str = ""

    @property
    def places(self) -> int | None:
        """Return how many decimals were typed ("1.5e-3" has 4), or None where it was computed."""
        if not self.literal:
            return None
        exponent = Decimal(self.literal).as_tuple().exponent
        return -exponent if isinstance(exponent, int) else None


_LITERAL = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:([,_' ])\d{3})(?:\1\d{3})*(?:\.\d*)?")
_DECIMAL_COMMA = re.compile(r"[+-]?(?:\d+,\d{1,2}|\d+,\d{4,}|0+,\d+|\d{1,3}(?:\.\d{3})+,\d+)")
_RANGE = re.compile(r"\d+(?:\.\d+)?\s*(?:-|~|\.{2,3}|…)\s*\d+(?:\.\d+)?")
_SPACED = re.compile(r"([+-])\s+(?=[\d.])")
_SPECIAL = {
    "nan": math.nan, "inf": math.inf, "infinity": math.inf, "infinite": math.inf, "∞": math.inf,
    "무한": math.inf, "무한대": math.inf,
}  # fmt: skip
_FRACTIONS = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5",
              "⅗": "3/5", "⅘": "4/5", "⅙": "1/6", "⅚": "5/6", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8",
              "⅞": "7/8", "⅐": "1/7", "⅑": "1/9", "⅒": "1/10"}  # fmt: skip
_POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_SPOKEN = (
    (r"\btimes\b|\bmultiplied by\b|×|·|⋅|∗|곱하기|\\times|\\cdot", "*"),
    (r"(?<=\d)\s*[xX]\s*(?=\d)", "*"),
    (r"\bdivided by\b|\bover\b|÷|나누기", "/"),
    (r"\bplus\b|더하기", "+"),
    (r"(?<=[\w)])\s+minus\b|빼기", "-"),
    (r"\bto the(?: power(?: of)?)?\b|\^", "**"),
    (r"\bsquared\b", "**2"),
    (r"\bcubed\b", "**3"),
    (r"\b(?:the )?square root of\b|\bsqrt of\b|루트|√", " sqrt "),
    (r"π", "pi"),
    (r"\b(?:math|torch|np|numpy)\.", ""),
)
_SPOKEN_PATTERNS = tuple((re.compile(p, re.IGNORECASE), by) for p, by in _SPOKEN)


def decimal_comma(text: str) -> str:
    """Return "0.5" for "0,5", else ""."""
    compact = text.strip()
    if not _DECIMAL_COMMA.fullmatch(compact):
        return ""
    return compact.replace(".", "").replace(",", ".")


def is_range(text: str) -> bool:
    """Tell "3-5", "3~5" or "3..5", which may mean two numbers."""
    if not _RANGE.fullmatch(text):
        return False
    low, high = re.findall(r"\d+(?:\.\d+)?", text)[:2]
    return float(low) < float(high) or "-" not in text


def numeral(text: str) -> Numeral | None:
    """Return the number that `text` is, or None."""
    text = text.strip()
    if not text or len(text) > arithmetic.LONGEST or is_range(text):
        return None
    compact = _SPACED.sub(r"\1", text)
    if _LITERAL.fullmatch(compact):
        return _of_literal(compact)
    if _THOUSANDS.fullmatch(compact):
        return _of_literal(re.sub("[,_' ]", "", compact))
    if re.fullmatch(r"[+-]?\d+(?:_\d+)*(?:\.\d*)?", compact):
        return _of_literal(compact.replace("_", ""))
    return _special(compact) or _in_words(text) or _computed(text)


def said_twice(text: str) -> Numeral | None:
    """Return the number of "12 (twelve)", where both say the same."""
    twice = re.fullmatch(r"(.+?)\s*\(\s*=?\s*(.+?)\s*\)", text)
    return None if twice is None else _same(twice.groups())[0]


def worked_out(text: str) -> Numeral | None:
    """Return the number of "4 * 80 = 320", where both sides come to the same."""
    sides = re.split(r"\s*={1,2}\s*", text)
    return None if len(sides) < 2 else _same(sides)[-1]


def _same(texts: Iterable[str]) -> list[Numeral] | list[None]:
    """Return the numbers of all texts, where they are one; else Nones."""
    found = [numeral(text) for text in texts]
    known = [each for each in found if each is not None]
    alike = all(math.isclose(each.value, known[0].value, rel_tol=1e-9) for each in known)
    return known if alike and len(known) == len(found) else [None]


def _of_literal(text: str) -> Numeral | None:
    digits = text.lstrip("+-")
    if digits.isdecimal():
        value = int(text)
        if value.bit_length() > arithmetic.MOST_BITS:
            return None
        return Numeral(value, str(value))
    number = float(text)
    if math.isinf(number):
        return None
    return Numeral(number, format(Decimal(text.rstrip(".")), "f") if "e" in text.lower() else text)


def _special(text: str) -> Numeral | None:
    call = re.fullmatch(r"""float\(\s*['"]([+-]?\w+)['"]\s*\)""", text)
    word = re.sub(
        r"^(?:torch|math|np|numpy|float)\.", "", (call.group(1) if call else text).lower()
    )
    sign = -1 if word.startswith("-") else 1
    word = re.sub(r"^(?:[+-]|(?:minus|negative|positive|plus|마이너스)\s+)", "", word)
    if text.lower().startswith(("minus", "negative", "마이너스")):
        sign = -1
    return Numeral(sign * _SPECIAL[word]) if word in _SPECIAL else None


def _in_words(text: str) -> Numeral | None:
    value = numerals.english(text)
    if value is None:
        value = numerals.korean(text)
    if value is None:
        return None
    return Numeral(int(value) if value.denominator == 1 else float(value))


def _computed(text: str) -> Numeral | None:
    """Return what arithmetic comes to: `4 * 3`, `2·3`, `10^-3`, `1 1/2`, `ln 2`."""
    source = _as_arithmetic(text)
    if not re.search(r"\d|pi|\be\b", source):
        return None
    try:
        value = arithmetic.evaluate(source)
    except arithmetic.Refused:
        return None
    if isinstance(value, bool | str):
        return None
    return Numeral(value, computed=True)


def _as_arithmetic(text: str) -> str:
    text = re.sub(r"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}", r"((\1)/(\2))", text)
    for sign, fraction in _FRACTIONS.items():
        text = re.sub(rf"(\d)\s*{sign}", rf"(\1+{fraction})", text).replace(sign, f"({fraction})")
    text = re.sub(
        r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+", lambda run: "**(" + run.group().translate(_POWERS) + ")", text
    )
    for pattern, by in _SPOKEN_PATTERNS:
        text = pattern.sub(by, text)
    text = re.sub(r"^(-?)(\d+)\s+(\d+)\s*/\s*(\d+)$", r"\1(\2+\3/\4)", text.strip())
    text = re.sub(r"\b(sqrt|ln|log2|log10|log|exp)\s*(\d+(?:\.\d+)?|pi\b)", r"\1(\2)", text)
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text) if "(" not in text else text
    return re.sub(r"[A-Za-z]+(?:[ -][A-Za-z]+)*", _spelled_number, text)


def _spelled_number(match: re.Match[str]) -> str:
    value = numerals.english(match.group())
    return match.group() if value is None else f"({value})"
