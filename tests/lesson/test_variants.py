"""A question and a seed always draw the same values, and only such as meet the condition."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.lesson.model import Experiment, Lesson, Question
from tutor.lesson.variants import (
    Variant,
    default_variant,
    draw,
    draws,
    fill,
    shuffled,
    variants,
)


def question(**fields: object) -> Question:
    given: dict[str, object] = {"question": "q", "ask": "?", "kind": "number", "answer": "1"}
    return Question.model_validate(given | fields)


@pytest.fixture
def posed(lesson: Lesson) -> tuple[Question, Experiment]:
    """Return a question that varies two controls, and its experiment."""
    found, experiment = lesson.question("accumulated"), lesson.experiment("accumulate")
    assert found is not None
    assert experiment is not None
    return found, experiment


def test_every_draw_that_meets_the_condition_is_a_variant(
    posed: tuple[Question, Experiment],
) -> None:
    drawn = [dict(variant.drawn) for variant in variants(*posed)]

    assert drawn == [{"passes": n, "how": how} for n in (3, 4) for how in ("sum", "mean")]


def test_a_variant_lays_its_draw_over_the_defaults(posed: tuple[Question, Experiment]) -> None:
    last = variants(*posed)[-1]

    assert dict(last.settings) == {"clear": False, "passes": 4, "lr": 0.5, "how": "mean"}


def test_a_question_that_varies_nothing_has_one_variant() -> None:
    assert variants(question(), None) == (Variant(()),)


def test_the_default_variant_has_the_defaults_that_are_listed(
    posed: tuple[Question, Experiment],
) -> None:
    assert dict(default_variant(*posed).drawn) == {"passes": 3, "how": "sum"}


def test_without_a_default_the_first_value_is_drawn() -> None:
    assert dict(default_variant(question(vary={"n": ["7", "8"]}), None).drawn) == {"n": 7}


def test_a_default_that_fails_the_condition_gives_way_to_the_first_that_meets_it() -> None:
    asked = question(vary={"n": ["1", "2", "3"]}, when="n > 1")

    assert dict(default_variant(asked, None).drawn) == {"n": 2}


def test_a_true_control_is_no_one(posed: tuple[Question, Experiment]) -> None:
    asked = question(vary={"clear": ["0", "false"]})

    assert dict(default_variant(asked, posed[1]).drawn) == {"clear": False}


def test_seed_zero_draws_the_default(posed: tuple[Question, Experiment]) -> None:
    assert draw(*posed, 0) == default_variant(*posed)


def test_a_whole_number_drawn_for_a_float_is_a_float(posed: tuple[Question, Experiment]) -> None:
    asked = question(vary={"lr": ["1"]})

    assert repr(dict(draw(asked, posed[1], 5).settings)["lr"]) == "1.0"


def test_draws_are_the_same_for_ever() -> None:
    asked = question(vary={"n": [str(n) for n in range(10)]})

    assert [dict(draw(asked, None, seed).drawn)["n"] for seed in range(1, 13)] == [
        9, 8, 4, 0, 3, 0, 4, 6, 8, 6, 7, 6,
    ]  # fmt: skip


def test_draws_hang_on_the_question() -> None:
    numbers = [str(n) for n in range(200)]

    one = draw(question(vary={"n": numbers}), None, 1)
    other = draw(question(question="other", vary={"n": numbers}), None, 1)

    assert one != other


@given(seed=st.integers(1, 2**40))
def test_a_draw_is_always_one_of_the_variants(seed: int) -> None:
    asked = question(vary={"n": ["1", "2", "3"], "m": ["4", "5"]}, when="n < m - 1")

    assert draw(asked, None, seed) in variants(asked, None)


def test_combinations_are_counted_without_drawing_them() -> None:
    assert draws(question(vary={"n": ["1", "2", "3"], "m": ["4", "5"]})) == 6


CHOICES = {"A": "one", "B": "two", "C": "three", "D": "four"}


def test_seed_zero_leaves_choices_in_their_order() -> None:
    assert shuffled(CHOICES, 0, "q") == tuple(CHOICES.items())


def test_shuffled_choices_are_the_same_for_ever() -> None:
    orders = ["".join(text[1] for _, text in shuffled(CHOICES, seed, "q")) for seed in range(1, 5)]

    assert orders == ["wohn", "wnho", "nhow", "hwon"]


@given(seed=st.integers(1, 2**40))
def test_shuffled_choices_keep_letters_in_order_and_lose_no_text(seed: int) -> None:
    made = shuffled(CHOICES, seed, "q")

    assert [letter for letter, _ in made] == list("ABCD")
    assert sorted(text for _, text in made) == sorted(CHOICES.values())


def test_every_choice_comes_first_for_some_seed() -> None:
    firsts = {shuffled(CHOICES, seed, "q")[0][1] for seed in range(60)}

    assert firsts == set(CHOICES.values())


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{n} passes", "3 passes"),
        ("{rate}, {flag}, {word}", "0.1, True, sum"),
        ("{other} {} { n } {n", "{other} {} { n } {n"),
        ("f'{x!r}' {{n}}", "f'{x!r}' {3}"),
        ("{tiny}", "1e-05"),
        ("no braces", "no braces"),
    ],
)
def test_only_known_names_are_filled_in(text: str, filled: str) -> None:
    names = {"n": 3, "rate": 0.1, "flag": True, "word": "sum", "tiny": 1e-5}

    assert fill(text, names) == filled


def test_a_value_that_looks_like_a_name_is_not_filled_again() -> None:
    assert fill("{a}{b}", {"a": "{b}", "b": "x"}) == "{b}x"


def test_drawing_needs_neither_yaml_nor_pydantic() -> None:
    program = (
        "import sys, tutor.lesson.variants, tutor.lesson.edits; "
        "print({'yaml', 'pydantic'} & set(sys.modules))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert done.stdout.strip() == b"set()"
