"""Numbers: read in any usual spelling, compared by the key's dtype and the digits typed."""

from __future__ import annotations

import re

from tutor.answers import phrase
from tutor.answers.base import RIGHT, Asked, Comparison, Kind, Reading, asking, unreadable, wrong
from tutor.answers.closeness import closeness, spelled
from tutor.answers.keys import number_of
from tutor.answers.nested import NotNested, nested
from tutor.answers.numeric import (
    Numeral,
    decimal_comma,
    is_range,
    numeral,
    said_twice,
    worked_out,
)
from tutor.language import say
from tutor.records.values import Plain, Value

_NOUNS = phrase.nouns(
    "number value scalar count total sum amount factor gradient float int integer "
    "epoch batch sample worker step position index length "
    "길이 크기 에포크 에폭 배치 샘플 워커 단계 위치 인덱스 수 숫자 값 개수 총합 횟수 정수 실수 "
    "스칼라"
)
_COUNTERS = """
    times time elements element values value items item samples sample batches batch rows row
    columns column epochs epoch steps step passes pass calls call nodes node hooks hook
    tensors tensor parameters parameter dimensions dimension dims dim bytes entries entry
    numbers axes iterations iteration updates update lines line digits pairs pair tuples tuple
    밀리초 쌍 배 개 번 회 에폭 배치 차원 줄 행 열 단계 원소 샘플 이터레이션 바이트 번째 개의
    """.split()
_MOST_FACTOR = 12
_ABOUT = re.compile(
    r"(?:about|around|approximately|approx\.?|roughly|≈|~|약|대략)\s*(?=[-+\d.])", re.I
)
_COMPARED = re.compile(
    r"(?<=times)\s+(?:(?:too|as)\s+)?(?:large|larger|big|bigger|much|many|more)\Z"
    r"|(?<=배)\s*(?:만큼|더)?\s*(?:커요|크다|큽니다|큼)?\Z",
    re.IGNORECASE,
)
"""What may stand behind a factor: "4 times too large"."""


def read(text: str, asked: Asked) -> Reading:
    """Return the one number in `text`."""
    for candidate in phrase.candidates(text, asked.subject, _NOUNS):
        found = number_in(candidate, asked)
        if found is not None:
            return Reading(text, found, say("answers.number", value=shown(found)))
    return unreadable(text, _problem(text, asked))


def number_in(text: str, asked: Asked) -> Numeral | None:
    """Return the number that `text` is, with its unit, sign or tensor around it, or None."""
    text = text.strip()
    if text.endswith("%"):
        if "%" not in asked.unit:
            return None
        found = numeral(text[:-1])
        return None if found is None else Numeral(found.value / 100, computed=True, percent=True)
    text = _COMPARED.sub("", _ABOUT.sub("", text, count=1))
    found = numeral(text) or said_twice(text) or worked_out(text)
    if found is not None:
        return found
    without = _without_unit(text, asked)
    if without is not None:
        return numeral(without)
    return _wrapped(text)


def _without_unit(text: str, asked: Asked) -> str | None:
    lower = text.lower()
    if re.fullmatch(r"[\d.]+\s?[x×]|[-+]?\d*\.\d*f", lower):
        return text[:-1].rstrip()
    if re.fullmatch(r"[x×]\s?[\d.]+", lower):
        return text[1:].lstrip()
    units = [*(unit.lower() for unit in asked.unit), *_COUNTERS]
    for unit in sorted(units, key=len, reverse=True):
        rest = text[: len(text) - len(unit)].rstrip()
        if lower.endswith(unit) and rest and (unit[0] >= "가" or not rest[-1:].isalpha()):
            return rest
        if lower.endswith(f" {unit}"):
            return text[: -len(unit)].strip()
    return None


def _wrapped(text: str) -> Numeral | None:
    """Return the one number inside `tensor(9., grad_fn=<…>)`, `[9.]` or `(9)`."""
    if text[:1] not in "([" and "(" not in text:
        return None
    try:
        found = nested(text)
    except NotNested:
        return None
    if len(found.elements) == 1 and isinstance(found.elements[0], Numeral):
        return found.elements[0]
    return None


def _problem(text: str, asked: Asked) -> str:
    comma = decimal_comma(text)
    if comma:
        return say("answers.decimal_comma", typed=text[:40], meant=comma)
    if text.strip().lower() in ("true", "false"):
        return say("answers.number_not_bool")
    if text.rstrip().endswith("%") and "%" not in asked.unit:
        return say("answers.number_percent")
    if is_range(text) or phrase.offers_two(text) or len(re.findall(r"\d+(?:\.\d+)?", text)) > 1:
        return say("answers.one_number")
    if phrase.negates(text):
        return say("answers.no_negation")
    return say("answers.number_expected")


def shown(found: Numeral) -> str:
    """Return how a number was read."""
    value = found.value
    if isinstance(value, int):
        return str(value) if abs(value) < 10**30 else f"{value:.6e}" if value < 10**300 else "…"
    if found.literal and not found.computed:
        return found.literal
    return spelled(value)


def compare(reading: Reading, key: Value, asked: Asked) -> Comparison:
    """Compare with a key that is a number, or a tensor or list of one."""
    typed = reading.value
    found = number_of(key)
    if not isinstance(typed, Numeral):
        return wrong()
    if found is None:
        return wrong(say("answers.key_no_number"))
    value, dtype = found
    close = closeness(typed, value, dtype=dtype, tolerance=asked.tolerance)
    if close == "right":
        return RIGHT
    if close == "rounded":
        return asking(say("answers.more_digits"))
    return wrong(how_far(float_of(typed.value), float_of(value)))


def float_of(value: int | float) -> float:
    """Return a number as float; one that is too large is infinite."""
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def how_far(typed: float, key: float) -> str:
    """Say how a wrong number stands to the key: sign, factor, off by one."""
    if typed != typed or key != key or typed in (float("inf"), float("-inf")):
        return ""
    if typed and key and abs(typed + key) <= 1e-4 * abs(key):
        return say("answers.sign")
    if key and typed:
        for factor in range(2, _MOST_FACTOR + 1):
            if abs(typed * factor - key) <= 1e-4 * abs(key):
                return say("answers.too_small", factor=factor)
            if abs(typed - key * factor) <= 1e-4 * abs(typed):
                return say("answers.too_large", factor=factor)
    if abs(abs(typed - key) - 1) < 1e-9 and key == int(key):
        return say("answers.off_by_one")
    return ""


def key_of(text: str, asked: Asked) -> Value:
    """Return the number a literal spells."""
    found = number_in(text, asked)
    if found is None:
        raise ValueError(say("answers.number_expected"))
    return Plain(found.value)


def spell(value: Value, asked: Asked) -> str:
    """Return a key as it would be typed."""
    found = number_of(value)
    if found is None:
        return ""
    number, dtype = found
    if "%" in asked.unit and asked.example.endswith("%"):
        return f"{spelled(float_of(number) * 100)}%"
    return spelled(number, dtype) if isinstance(number, float) else str(number)


KIND = Kind(read, compare, key_of, spell)
