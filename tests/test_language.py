"""Both languages say the same things with the same values."""

from __future__ import annotations

import re
import string

import pytest

from tutor.language import LANGUAGES, preferred, say, settle_plurals, use, words


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_sentence(language: str) -> None:
    assert words(language).keys() == words("en").keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_uses_the_same_values(language: str) -> None:
    different = {
        key
        for key, sentence in words(language).items()
        if fields(sentence) != fields(words("en")[key])
    }

    assert different == set()


def test_no_korean_sentence_was_left_in_english() -> None:
    hangul = re.compile("[가-힣]")
    letters = re.compile("[A-Za-z]{4,} [A-Za-z]{2,}")

    untranslated = {
        key
        for key, sentence in words("ko").items()
        if letters.search(re.sub(r"\{.*?\}", "", sentence)) and not hangul.search(sentence)
    }

    assert untranslated == set()


def test_no_korean_sentence_writes_one_particle_where_two_may_fit() -> None:
    one = re.compile(
        r"\}[*`,\]]*(을|를|은|는|와|과|로|으로|이에요|예요|이어야|여야|이고)(?![가-힣(])"
    )

    assert {key for key, sentence in words("ko").items() if one.search(sentence)} == set()


@pytest.mark.parametrize(
    ("sentence", "values", "read"),
    [
        ("in {days} day(s)", {"days": 1}, "in {days} day"),
        ("in {days} day(s)", {"days": 2}, "in {days} days"),
        ("{n} batch(es)", {"n": "0"}, "{n} batches"),
        (
            "… {n} more backward pass(es), {k} step(s)",
            {"n": 1, "k": 11},
            "… {n} more backward pass, {k} steps",
        ),
        ("call {name}(s)", {"name": 1}, "call {name}(s)"),
    ],
)
def test_english_plurals_follow_the_value_before_them(
    sentence: str, values: dict[str, object], read: str
) -> None:
    assert settle_plurals(sentence, values) == read


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}, "en"),
        ({"TUTOR_LANG": "ko", "LANG": "en_US.UTF-8"}, "ko"),
        ({"LANG": ""}, "en"),
    ],
)
def test_the_environment_chooses_the_language(environment: dict[str, str], language: str) -> None:
    assert preferred(environment) == language


def test_the_language_can_be_changed_while_running() -> None:
    english = say("grade.right")

    use("ko")

    assert say("grade.right") != english


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="no such language"):
        use("tlh")
