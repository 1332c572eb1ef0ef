"""Whether a typed number is the key, given the key's dtype and the digits that were typed.

A key that is exact in a few digits (9, 1.98) must be given exactly; one that is not (1/3, ln 2) may
be rounded, to no fewer than two digits.
"""

from __future__ import annotations

import math
import sys
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Literal

from tutor.answers.numeric import Numeral

Closeness = Literal["right", "rounded", "wrong"]
"""Rounded: right to the digits typed, which are too few."""

NOISE = {"bfloat16": 1.6e-2, "float16": 2e-3, "float32": 2e-5, "float64": 2e-6}
"""Relative error a computation in this dtype may carry; learners compute by hand."""
_LOOSE = 1e-3
"""Relative error allowed where the key has no short form."""
_SHORT = 4
"""Significant digits in which a key counts as exact."""


def closeness(
    typed: Numeral, key: float, *, dtype: str = "float32", tolerance: float | None = None
) -> Closeness:
    """Tell how `typed` stands to `key`; an int key is exact, a bool is no number."""
    if isinstance(key, int) and abs(key) > sys.float_info.max:
        return "right" if typed.value == key else "wrong"  # beyond what a float can hold
    if not math.isfinite(key) or not math.isfinite(typed.value):
        same = math.isnan(key) and math.isnan(typed.value)
        return "right" if same or key == typed.value else "wrong"
    if tolerance is not None:
        return _within(typed, key, tolerance)
    if isinstance(key, int):
        return "right" if typed.value == key else "wrong"
    noise = NOISE.get(dtype, NOISE["float32"])
    if _near(typed.value, key, noise):
        return "right"
    short = short_form(key, noise)
    return _to_long(typed, key) if short is None else _to_short(typed, short)


def short_form(key: float, noise: float) -> Decimal | None:
    """Return the decimal of at most four digits (or the integer) that `key` stands for, or None."""
    if key == round(key) and abs(key) < 2**53:
        return Decimal(round(key))
    for digits in range(1, _SHORT + 1):
        short = Decimal(f"{key:.{digits - 1}e}")
        if abs(float(short) - key) <= abs(key) * noise / 4:
            return short
    whole = round(key)
    return Decimal(whole) if abs(whole - key) <= abs(key) * noise / 4 else None


def _near(value: float, key: float, noise: float) -> bool:
    if key == 0 or value == 0:
        largest = max(abs(value), abs(key))
        return largest == 0 or (value == 0 and largest < 1e-6 and short_form(key, noise) is None)
    return abs(value - key) <= noise * abs(key)


def _within(typed: Numeral, key: float, tolerance: float) -> Closeness:
    slack = 1e-9 * max(abs(key), abs(typed.value))
    if abs(typed.value - key) <= tolerance + slack:
        return "right"
    return "rounded" if _significant(typed) >= 2 and _rounds_to(typed, key) else "wrong"


def _to_short(typed: Numeral, key: Decimal) -> Closeness:
    """Compare with a key that is exact in a few digits."""
    exponent = key.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= 0:
        return "wrong"
    places = typed.places
    digits = len(key.as_tuple().digits)
    if digits >= 3 and (places is None or places > -exponent):
        value = Decimal(repr(float(typed.value))).quantize(Decimal(1).scaleb(exponent))
        return "right" if value == key else "wrong"
    few = _significant(typed) >= 2 and _rounds_to(typed, float(key))
    return "rounded" if few else "wrong"


def _to_long(typed: Numeral, key: float) -> Closeness:
    """Compare with a key that has no short form."""
    if abs(typed.value - key) <= _LOOSE * abs(key):
        return "right"
    if not _rounds_to(typed, key):
        return "wrong"
    return "right" if _significant(typed) >= 2 else "rounded"


def _significant(typed: Numeral) -> int:
    """Return how many significant digits were typed; 0 where it is a whole number or computed."""
    if not typed.places or typed.places < 0 or typed.value == round(typed.value):
        return 0
    return len(Decimal(typed.literal).as_tuple().digits)


def _rounds_to(typed: Numeral, key: float) -> bool:
    """Tell whether `key`, rounded to the decimals typed, is what was typed."""
    if not _significant(typed):
        return False
    half = Decimal(5).scaleb(-(typed.places or 0) - 1)
    off = abs(Decimal(typed.literal) - Decimal(key))
    return off <= half * Decimal("1.000001")


def spelled(value: float, dtype: str = "float64") -> str:
    """Return `value` as it would be typed: "9.", "0.3333", "1e-08", "nan"."""
    if isinstance(value, int) or not math.isfinite(value):
        return str(value)
    short = short_form(value, NOISE.get(dtype, NOISE["float64"]))
    if short is not None and short == short.to_integral_value(ROUND_HALF_EVEN):
        return f"{value:.0f}." if abs(value) < 1e15 else repr(float(short))
    if short is not None:
        return repr(float(short))
    return f"{value:.6g}"
