"""The coach without torch: what it reads, what it says, and what cannot hold it up."""

from __future__ import annotations

import re
import warnings
from re import _constants, _parser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.views.test_views import EVIL, drawn
from tutor.coach.failure import MOST_READ, failure_of
from tutor.coach.lessons import use_lessons
from tutor.coach.match import RULES, advise
from tutor.coach.rule import Rule
from tutor.coach.values import dtypes, shape
from tutor.coach.words import sentences
from tutor.language import LANGUAGES, use, words
from tutor.records.messages import Fact, Frame, Raised, Warned
from tutor.views import view

MATMUL = Raised(
    "RuntimeError",
    "mat1 and mat2 shapes cannot be multiplied (8x20 and 10x2)",
    (Frame(3, "<module>", "layer(x)"),),
    ("Exception", "BaseException"),
    facts=(
        Fact("layer", "module", "Linear(in_features=10, out_features=2, bias=True)"),
        Fact("x", "tensor", "float32 (8, 20)", is_leaf=True),
    ),
)
IN_WORKER = Raised(
    "ZeroDivisionError",
    "Caught ZeroDivisionError in DataLoader worker process 1.\n"
    "Original Traceback (most recent call last):\n"
    '  File "/torch/worker.py", line 358, in _worker_loop\n'
    "    data = fetcher.fetch(index)\n"
    '  File "<experiment>", line 6, in __getitem__\n'
    "    return 1 / index\n"
    "           ~~^~~~~~~\n"
    "ZeroDivisionError: division by zero\n",
    (Frame(9, "<module>", "for batch in loader:"),),
    ("ArithmeticError", "Exception", "BaseException"),
)


@pytest.fixture(autouse=True)
def no_course() -> None:
    use_lessons(lambda lesson: None)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_something_to_say_and_something_to_do(rule: Rule, language: str) -> None:
    table = words(language)

    assert table[f"coach.{rule.name}"]
    assert table[f"coach.{rule.name}_do"]


def test_no_sentence_is_left_without_its_rule() -> None:
    general = {
        "lesson",
        "in_worker",
        "the_leaf",
        "the_tensor",
        "the_module",
        "the_items",
        "the_any",
    }
    names = {
        key.removeprefix("coach.").removesuffix("_do") for key in words("en") if key[:6] == "coach."
    }

    assert names - general - {rule.name for rule in RULES} == set()


def test_the_advice_holds_the_learners_own_values() -> None:
    assert drawn(view(MATMUL, width=80)).split("\n") == [
        "RuntimeError: mat1 and mat2 shapes cannot be multiplied (8x20 and 10x2)",
        "  line 3",
        "    layer(x)",
        "",
        "◆ layer takes 10 features in the last dimension, and its input has 20. (Torch",
        "  joins all leading sizes: (8, 20) times (10, 2).)",
        "→ Make in_features 20, or bring the input to (…, 10): flatten(1) joins every",
        "  dimension but the batch.",
        "",
        "  layer  Linear(in_features=10, out_features=2, bias=True)",
        "  x      float32 (8, 20)",
    ]


def test_advice_points_at_a_lesson_of_the_course_only() -> None:
    without = drawn(view(MATMUL, width=80))
    use_lessons({"tensor-shapes": "Shapes and dtypes"}.get)

    assert "Lesson" not in without
    assert "Lesson: Shapes and dtypes" in drawn(view(MATMUL, width=80))


def test_an_exception_of_a_worker_is_shown_as_the_one_it_wraps() -> None:
    lines = drawn(view(IN_WORKER, width=80)).split("\n")

    assert lines[0] == "ZeroDivisionError: division by zero  (in worker 1 of the DataLoader)"
    assert lines[3:5] == ["  line 6 in __getitem__", "    return 1 / index"]
    assert not any("Original Traceback" in line for line in lines)


def test_a_variable_without_a_name_is_still_spoken_of() -> None:
    raised = Raised("RuntimeError", "grad can be implicitly created only for scalar outputs")
    advice = advise(raised)
    assert advice is not None

    assert "the tensor holds several" in sentences(advice)[0]


def test_what_the_coach_does_not_know_it_says_nothing_about() -> None:
    assert advise(Raised("ValueError", "no luck today")) is None
    assert advise(Warned("UserWarning", "no luck today", 1)) is None


def test_an_exception_that_only_looks_like_one_is_not_meant() -> None:
    second = "Trying to backward through the graph a second time"

    assert advise(Raised("ValueError", second)) is None
    assert advise(Raised("OwnError", second, bases=("RuntimeError", "Exception"))) is not None


@pytest.mark.parametrize(
    ("written", "said"),
    [("4x3", "(4, 3)"), ("[5]", "(5,)"), ("[2, 3]", "(2, 3)"), ("[]", "()")],
)
def test_shapes_are_written_one_way(written: str, said: str) -> None:
    assert shape(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Double", "float64"),
        ("float", "float32"),
        ("Long, Int", "int64, int32"),
        ("torch.FloatTensor", "float32"),
        ("Long or Byte", "int64 or uint8"),
    ],
)
def test_dtypes_are_written_one_way(written: str, said: str) -> None:
    assert dtypes(written) == said


REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)


def unbounded(pattern: object, inside: bool = False) -> int:
    """Return how many repetitions without an end a pattern has; fail for one inside another."""
    count = 0
    for code, argument in pattern:  # type: ignore[attr-defined]
        if code in REPEATS:
            _, most, body = argument
            many = most is _constants.MAXREPEAT or most > 1
            assert not (inside and many), "a repetition inside a repetition"
            count += most is _constants.MAXREPEAT
            count += unbounded(body, inside or many)
        elif code is _constants.SUBPATTERN:
            count += unbounded(argument[-1], inside)
        elif code is _constants.BRANCH:
            count += sum(unbounded(branch, inside) for branch in argument[1])
    return count


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_no_pattern_can_take_long(rule: Rule) -> None:
    for pattern in (rule.pattern, rule.line):
        assert unbounded(_parser.parse(pattern)) <= 8


@given(st.text(max_size=3000), st.sampled_from(["RuntimeError", "TypeError", "NameError"]))
def test_any_message_is_read_and_drawn(message: str, exception: str) -> None:
    raised = Raised(exception, message, bases=("Exception",))

    assert len(failure_of(raised).message) <= MOST_READ + 3
    assert drawn(view(raised, width=40), 40)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_foreign_values_cannot_act(rule: Rule, language: str) -> None:
    use(language)
    fact = Fact(EVIL, "tensor", EVIL, is_leaf=True, requires_grad=True)
    raised = Raised(rule.exceptions[0], f"name '{EVIL}' is not defined", facts=(fact,), near=EVIL)

    text = drawn(view(raised, width=60), 60)

    assert not any(ord(c) < 32 and c != "\n" for c in text)
    assert not set("\x7f\x9b\u202e") & set(text)


def test_patterns_compile_without_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for rule in RULES:
            re.compile(rule.pattern), re.compile(rule.line)
