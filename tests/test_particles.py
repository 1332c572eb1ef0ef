"""Korean particles fit the value they stand behind."""

from __future__ import annotations

import re

import pytest

from tutor.language.particles import FORMS, MARKED, fitting, settle
from tutor.lesson.variants import PLACEHOLDER, fill
from tutor.paths import shipped


@pytest.mark.parametrize(
    ("value", "form", "particle"),
    [
        ("3", "을(를)", "을"),
        ("4", "을(를)", "를"),
        ("10", "은(는)", "은"),
        ("-2", "(이)에요", "예요"),
        ("6.", "(이)에요", "이에요"),
        ("[3., 5.]", "이(가)", "가"),
        ("True", "(이)에요", "예요"),
        ("None", "(이)에요", "이에요"),
        ("RuntimeError", "(이)고", "고"),
        ("float64", "과(와)", "와"),
        ("7", "(으)로", "로"),
        ("3", "(으)로", "으로"),
        ("2", "(으)로", "로"),
        ("배열", "(으)로", "로"),
        ("텐서", "을(를)", "를"),
        ("값", "을(를)", "을"),
        ("", "을(를)", "를"),
        ("서울", "(으)로", "로"),
        ("w.grad", "이(가)", "가"),
        ("loss", "은(는)", "는"),
        ("factor", "은(는)", "는"),
        ("r", "은(는)", "은"),
        ("lr", "을(를)", "을"),
        ("`Mul`", "와(과)", "과"),
        ("module", "(으)로", "로"),
        ("stack()", "은(는)", "은"),
        ("step", "을(를)", "을"),
        ("name", "이(가)", "이"),
        ("(2, 3)", "(이)어", "이어"),
        ("weight", "(이)나", "나"),
    ],
)
def test_the_particle_is_the_one_that_is_spoken(value: str, form: str, particle: str) -> None:
    assert fitting(value, form) == particle


def test_every_marked_particle_of_a_sentence_is_settled() -> None:
    sentence = "`torch.cat`은(는) 텐서 [0, 1]을(를) 축 1(으)로 이어요. 결과는 `out`(이)에요."

    assert settle(sentence) == "`torch.cat`은 텐서 [0, 1]을 축 1로 이어요. 결과는 `out`이에요."


def test_closing_brackets_and_quotes_are_not_spoken() -> None:
    text = "`x[{i}]`은(는) [{a}, {b}](이)에요. ({n},)(이)에요, ({n}, {b})(이)고"

    filled = fill(text, {"i": 7, "a": 3, "b": 4, "n": 3})

    assert filled == "`x[7]`은 [3, 4]예요. (3,)이에요, (3, 4)고"


def test_a_marked_particle_behind_a_drawn_value_is_resolved() -> None:
    text = "**{n}**을(를) {n}번, `{k}`(으)로, 값은 {m}(이)에요. {unknown}을(를) 뺀 값을(를)"

    filled = fill(text, {"n": 4, "k": 7, "m": 2.5})

    assert filled == "**4**를 4번, `7`로, 값은 2.5예요. {unknown}을(를) 뺀 값을(를)"


@pytest.mark.parametrize("form", FORMS)
def test_a_particle_without_its_alternative_stays(form: str) -> None:
    closed, _ = FORMS[form]

    assert fill(f"{{n}}{closed}", {"n": 4}) == f"4{closed}"


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("모양은 (2, {n})(이)에요", "모양은 (2, 3)이에요"),
        ("`x[:, {m}]`을(를) 봐요", "`x[:, 4]`를 봐요"),
        ("**{n}**이(가) 남아요", "**3**이 남아요"),
    ],
)
def test_brackets_and_marks_may_stand_before_the_particle(text: str, filled: str) -> None:
    assert fill(text, {"n": 3, "m": 4}) == filled


def test_no_translation_marks_a_particle_that_nothing_settles() -> None:
    lines = "\n".join(
        path.read_text() for path in shipped("lessons").glob("*/*.ko.yaml")
    ).splitlines()
    filled = [fill(line, dict.fromkeys(PLACEHOLDER.findall(line), 3)) for line in lines]

    assert [line for line in filled if re.search(MARKED, line)] == []
