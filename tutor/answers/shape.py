"""Shapes: `torch.Size([2, 3])`, `(2, 3)`, `2x3`, `2 by 3`, `()`, `scalar`; axes in order."""

from __future__ import annotations

import re

from tutor.answers import phrase
from tutor.answers.base import RIGHT, Asked, Comparison, Kind, Reading, asking, unreadable, wrong
from tutor.answers.keys import number_of, sizes_of
from tutor.answers.numeric import numeral
from tutor.language import say
from tutor.records.values import Plain, SequenceValue, TensorValue, Value

_NOUNS = phrase.nouns(
    "shape size sizes dims dimensions tensor 모양 형상 크기 형태 텐서 shape은 size는"
)
_SCALAR = re.compile(
    r"(?:a\s+)?(?:scalars?|0\s*-?\s*d(?:im(?:ensional|s)?)?|zero[- ]?d(?:im(?:ensional)?)?"
    r"|empty(?:\s+(?:shape|tuple))?|no (?:dim(?:ension)?s?|axes|axis)|\(,\)"
    r"|빈\s*튜플|스칼라|0\s*차원|영\s*차원)(?:\s+(?:tensor|텐서))?",
    re.IGNORECASE,
)
_WRAPPER = re.compile(
    r"(?:torch\.)?size\s*(?=\()|tuple\s*(?=\()|list\s*(?=\()|shape\s*(?=[(\[])", re.I
)
_ROWS = re.compile(
    r"(\d{1,12})\s*(?:rows?|행)\s*(?:,|and|by|x|×)?\s*(\d{1,12})\s*(?:columns?|cols?|열)",
    re.IGNORECASE,
)
_NAMES = r"[A-Za-z가-힣]+\s*[=:]\s*"
_MOST_AXES = 12
_MOST_SIZE = 10**12
Bare = tuple[str, int]
"""("bare", 6): a number alone, which may be a shape or a count."""


def read(text: str, asked: Asked) -> Reading:
    """Return the shape in `text`: a tuple of ints, or a Bare number."""
    for candidate in phrase.candidates(text, asked.subject, _NOUNS):
        sizes = shape_in(candidate)
        if sizes is not None:
            told = say("answers.shape", value=str(sizes))
            return Reading(text, sizes, told)
        number = re.fullmatch(r"\d{1,12}", candidate.strip())
        if number:
            told = say("answers.shape_bare", value=candidate.strip())
            return Reading(text, ("bare", int(candidate)), told)
    return unreadable(text, _problem(text))


def shape_in(text: str) -> tuple[int, ...] | None:
    """Return the shape that `text` is, or None; a number alone is none."""
    text = text.strip()
    if _SCALAR.fullmatch(text):
        return ()
    text = _ROWS.sub(r"\1, \2", text)
    one_d = re.fullmatch(
        r"(\d{1,12})\s*-?\s*(?:vector|벡터)|(?:vector|벡터)\s*\(?(\d{1,12})\)?", text
    )
    if one_d:
        return (int(one_d.group(1) or one_d.group(2)),)
    text = _WRAPPER.sub("", text)
    inner, bracketed = _unbracketed(text)
    if bracketed and not inner.strip():
        return ()
    parts = _parts(inner)
    if parts is None or len(parts) > _MOST_AXES:
        return None
    sizes = tuple(_size(part) for part in parts)
    if not sizes or any(size is None for size in sizes):
        return None
    if len(sizes) == 1 and not bracketed and not inner.rstrip().endswith(","):
        return None
    return tuple(size for size in sizes if size is not None)


def _unbracketed(text: str) -> tuple[str, bool]:
    bracketed = False
    pairs = {"(": ")", "[": "]", "{": "}", "<": ">"}
    while len(text) > 1 and pairs.get(text[0]) == text[-1]:
        text, bracketed = text[1:-1].strip(), True
    return text, bracketed


def _parts(text: str) -> list[str] | None:
    """Return the axes as text: parted by commas, x, *, `by`, or spaces; None for a mixture."""
    text = re.sub(_NAMES, "", text)
    if "," in text:
        parts = [part.strip() for part in text.rstrip().removesuffix(",").split(",")]
        return parts if all(parts) else None
    for separator in (r"\s*[x×*·]\s*", r"[\s-]+(?:by|곱하기)[\s-]+", r"\s*;\s*", r"\s+"):
        parts = re.split(separator, text, flags=re.IGNORECASE)
        if len(parts) > 1:
            return parts
    return [text]


def _size(text: str) -> int | None:
    found = numeral(text)
    if found is None or found.computed or not isinstance(found.value, int):
        return None
    return found.value if 0 <= found.value <= _MOST_SIZE else None


def _problem(text: str) -> str:
    if phrase.offers_two(text):
        return say("answers.one_shape")
    if phrase.negates(text):
        return say("answers.no_negation")
    return say("answers.shape_expected")


def compare(reading: Reading, key: Value, asked: Asked) -> Comparison:
    """Compare axes in order; a bare number is asked back unless it is the one axis there is."""
    del asked
    wanted = key_sizes(key)
    typed = reading.value
    if wanted is None or not isinstance(typed, tuple):
        return wrong(say("answers.key_no_shape"))
    if typed and typed[0] == "bare":
        if wanted == typed[1:]:
            return RIGHT
        return asking(say("answers.shape_or_count", number=typed[1]))
    return RIGHT if typed == wanted else wrong(how_far(typed, wanted))


def key_sizes(key: Value) -> tuple[int, ...] | None:
    """Return the sizes a key is; a tensor stands for its shape, an int for one axis."""
    if isinstance(key, TensorValue):
        return key.shape
    sizes = sizes_of(key)
    if sizes is not None:
        return sizes
    number = number_of(key)
    return (number[0],) if number is not None and isinstance(number[0], int) else None


def how_far(typed: tuple[int, ...], wanted: tuple[int, ...]) -> str:
    """Say how a wrong shape stands to the key."""
    if len(typed) == len(wanted):
        if len(typed) == 2 and typed == wanted[::-1]:
            return say("answers.transposed")
        if sorted(typed) == sorted(wanted):
            return say("answers.sizes_in_another_order")
        return say("answers.rank_right", rank=len(wanted))
    squeezed = tuple(size for size in wanted if size != 1)
    if tuple(size for size in typed if size != 1) == squeezed:
        return say("answers.axes_of_one")
    if _product(typed) == _product(wanted):
        return say("answers.count_right", typed=len(typed))
    return say("answers.rank_wrong", typed=len(typed))


def _product(sizes: tuple[int, ...]) -> int:
    product = 1
    for size in sizes:
        product *= size
    return product


def key_of(text: str, asked: Asked) -> Value:
    """Return the shape a literal spells."""
    reading = read(text, asked)
    if not isinstance(reading.value, tuple):
        raise ValueError(reading.problem)
    sizes = reading.value[1:] if reading.value[:1] == ("bare",) else reading.value
    return SequenceValue("Size", tuple(Plain(size) for size in sizes), len(sizes))


def spell(value: Value, asked: Asked) -> str:
    """Return a key as a Python tuple."""
    del asked
    sizes = key_sizes(value)
    return "" if sizes is None else str(tuple(sizes))


KIND = Kind(read, compare, key_of, spell)
