"""Every sentence the tutor says, in the learner's language.

One table per language, split by area; `tests/test_language.py` keeps the tables equal: the same
keys, the same named values. Lessons are not here: they carry their own translation overlays.
"""

from __future__ import annotations

import importlib
import os
import re
from collections.abc import Mapping
from functools import cache

LANGUAGES = {"en": "English", "ko": "한국어"}
AREAS = (
    "answers",
    "cli",
    "coach",
    "grade",
    "lesson",
    "plain",
    "playing",
    "prove",
    "review",
    "runner",
    "store",
    "transcript",
    "tui",
    "views",
)

_chosen = "en"


def use(language: str) -> None:
    """Make `language` (a key of LANGUAGES) the one `say` speaks from now on."""
    global _chosen
    if language not in LANGUAGES:
        raise ValueError(f"no such language: {language!r}; known: {', '.join(LANGUAGES)}")
    _chosen = language


def chosen() -> str:
    """Return the language in use."""
    return _chosen


def preferred(environment: dict[str, str] | None = None) -> str:
    """Return the language the environment asks for (TUTOR_LANG, LC_ALL, LC_MESSAGES, LANG)."""
    variables = os.environ if environment is None else environment
    for name in ("TUTOR_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = variables.get(name, "")
        if value:
            return "ko" if value.lower().startswith("ko") else "en"
    return "en"


def say(key: str, /, **values: object) -> str:
    """Return the sentence named `key` ("area.name") with `values` filled in.

    What depends on a value is written both ways in the table and settled here: Korean particles,
    as in `{name}을(를)`, and English plurals, as in `{count} day(s)`.
    """
    area, _, name = key.partition(".")
    sentence = _area(_chosen, area)[name]
    if _chosen == "ko":
        return settle_particles(sentence.format(**values))
    return settle_plurals(sentence, values).format(**values)


@cache
def words(language: str) -> dict[str, str]:
    """Return the whole table of `language`: "area.name" → sentence."""
    return {
        f"{area}.{name}": sentence
        for area in AREAS
        for name, sentence in _area(language, area).items()
    }


@cache
def _area(language: str, area: str) -> dict[str, str]:
    """Return one area of a table, read when something of it is first said."""
    found: dict[str, str] = importlib.import_module(f"tutor.language.{language}.{area}").WORDS
    return found


def settle_plurals(sentence: str, values: Mapping[str, object]) -> str:
    """Return a sentence of the table with `{count} day(s)` as its value wants it: 1 day, 2 days."""
    return _PLURALS.sub(lambda m: m[1] + ("" if str(values.get(m[2])) == "1" else m[3]), sentence)


_PLURALS = re.compile(r"(\{(\w+)\} (?:\w+ ){0,2}\w+?)\((e?s)\)")

_CLOSERS = "`)\\]'\"”’"
_PARTICLES = re.compile(
    rf"([A-Za-z]*)([^\s{_CLOSERS}])([{_CLOSERS}]*)"
    r"(을\(를\)|이\(가\)|은\(는\)|와\(과\)|\(으\)로)"
)
_FORMS = {
    "을(를)": ("을", "를"),
    "이(가)": ("이", "가"),
    "은(는)": ("은", "는"),
    "와(과)": ("과", "와"),
}
_DIGITS_CLOSED = set("013678")
_LETTERS_CLOSED = set("lmn")


def settle_particles(sentence: str) -> str:
    """Return `sentence` with each `을(를)`-like pair settled by the sound before it."""

    def settled(match: re.Match[str]) -> str:
        word, last, closing, pair = match.groups()
        before = word + last
        closed, rieul = _ending(before)
        if pair == "(으)로":
            return before + closing + ("으로" if closed and not rieul else "로")
        return before + closing + _FORMS[pair][0 if closed else 1]

    return _PARTICLES.sub(settled, sentence)


def _ending(before: str) -> tuple[bool, bool]:
    """Tell whether a syllable, digit or Latin word is read with a final consonant, and if ㄹ.

    The letter r alone is read 알, at the end of a word it is not heard: 팩터, 텐서.
    """
    character = before[-1]
    code = ord(character)
    if 0xAC00 <= code <= 0xD7A3:
        final = (code - 0xAC00) % 28
        return final != 0, final == 8
    if character.isdigit():
        return character in _DIGITS_CLOSED, character in "178"
    lower = character.lower()
    if before.lower() == "r":
        return True, True
    return lower in _LETTERS_CLOSED, lower == "l"
