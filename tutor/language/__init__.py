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

from tutor.language import particles

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
        return particles.settle(sentence.format(**values))
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
