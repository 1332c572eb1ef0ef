"""One choice: its letter, its number, or its text."""

from __future__ import annotations

import re

from tutor.answers import phrase
from tutor.answers.base import RIGHT, WRONG, Asked, Comparison, Kind, Reading, unreadable
from tutor.answers.keys import name_of
from tutor.language import say
from tutor.records.values import Plain, Value

_NOUNS = phrase.nouns("choice option letter number answer 번 보기 선택 선택지 번호 선지 option")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_LABEL = re.compile(r"[(\[]?\s*([A-Za-z]|\d{1,2})\s*(?:[)\].:번]|번째)*\s*")


def read(text: str, asked: Asked) -> Reading:
    """Return the text of the one choice that is meant."""
    found = meant(text, asked)
    if found is None:
        letters = ", ".join(letter for letter, _ in asked.choices)
        return unreadable(text, say("answers.choice_expected", letters=letters))
    letter = next(letter for letter, choice in asked.choices if choice == found)
    return Reading(text, found, say("answers.choice", letter=letter, text=found))


def meant(text: str, asked: Asked) -> str | None:
    """Return the text of the choice that `text` is, or None."""
    whole = _by_text(text, asked)
    if whole is not None:
        return whole
    if len(labels(text, asked)) > 1 and _by_label_and_text(text, asked) is None:
        return None
    for candidate in phrase.candidates(text, "", _NOUNS):
        found = _by_label(candidate, asked) or _by_text(candidate, asked)
        if found is None:
            found = _by_label_and_text(candidate, asked)
        if found is not None:
            return found
    return None


def labels(text: str, asked: Asked) -> set[str]:
    """Return the letters of choices that stand alone in `text`."""
    letters = {letter.upper() for letter, _ in asked.choices}
    return {
        word.upper() for word in re.findall(r"(?<![A-Za-z0-9_'])[A-Za-z](?![A-Za-z0-9_'])", text)
    } & letters


def _ordinal(text: str) -> str:
    """Return "3" for "third" and "the third one"."""
    words = [
        word for word in text.lower().split() if word not in ("the", "one", "option", "choice")
    ]
    return str(_ORDINALS.index(words[0]) + 1) if len(words) == 1 and words[0] in _ORDINALS else text


def _by_label(text: str, asked: Asked) -> str | None:
    match = _LABEL.fullmatch(_ordinal(text.strip()))
    if match is None:
        return None
    label = match.group(1)
    for number, (letter, choice) in enumerate(asked.choices, start=1):
        if label.upper() == letter.upper() or label == str(number):
            return choice
    return None


def _by_label_and_text(text: str, asked: Asked) -> str | None:
    """Return the choice of "B) a scalar", where letter and text agree."""
    match = re.match(r"\s*[(\[]?\s*([A-Za-z]|\d{1,2})\s*(?:[)\].:,-]|번)\s*(.+)", text, re.DOTALL)
    if match is None:
        return None
    found = _by_label(match.group(1), asked)
    told = _by_text(match.group(2), asked)
    return found if found is not None and found == told else None


def _by_text(text: str, asked: Asked) -> str | None:
    wanted = _plain(text)
    if not wanted:
        return None
    for form in (_plain, _named):
        same = [choice for _, choice in asked.choices if form(choice) == wanted]
        if len(same) == 1:
            return same[0]
    return None


def _plain(text: str) -> str:
    """Return a choice's text as it is compared: operators and digits count, spacing does not."""
    text = text.lower().replace("**", "")
    return re.sub(r"[\s`'\".!?,;]+", "", text)


def _named(choice: str) -> str:
    """Return the name a choice begins with: `weight` of "`layer.weight`, a parameter"."""
    name = re.match(r"`([^`]+)`(?=\Z|[,\s])", choice)
    bare = name.group(1) if name else choice
    return _plain(re.sub(r"^(?:torch\.)?nn\.(?=\w)", "", bare))


def compare(reading: Reading, key: Value, asked: Asked) -> Comparison:
    """Compare the text of the choice: letters change places from learner to learner."""
    wanted = resolved(key, asked)
    return RIGHT if wanted is not None and reading.value == wanted else WRONG


def resolved(key: Value, asked: Asked) -> str | None:
    """Return the text of the choice a key names: by text, or by what it is (a number, a word)."""
    name = name_of(key)
    if name is None:
        return None
    texts = [choice for _, choice in asked.choices]
    return name if name in texts else _by_text(name, asked)


def key_of(text: str, asked: Asked) -> Value:
    """Return the choice a literal names."""
    found = meant(text, asked)
    if found is None:
        letters = ", ".join(letter for letter, _ in asked.choices)
        raise ValueError(say("answers.choice_expected", letters=letters))
    return Plain(found)


def spell(value: Value, asked: Asked) -> str:
    """Return letter and text."""
    wanted = resolved(value, asked)
    for letter, choice in asked.choices:
        if choice == wanted:
            return f"{letter}) {choice}"
    return name_of(value) or ""


KIND = Kind(read, compare, key_of, spell, longest=2000)
