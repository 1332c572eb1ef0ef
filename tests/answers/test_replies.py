"""What is said of an answer that is not right: how far it is, or a question back."""

from __future__ import annotations

import pytest

from tutor import answers
from tutor.answers import Asked
from tutor.records.values import Plain, SequenceValue, TensorValue, Value


def told(typed: str, key: Value, asked: Asked) -> str:
    reading = answers.read(typed, asked)
    comparison = answers.compare(reading, key, asked)
    return reading.problem or comparison.ask or comparison.how_far


SHAPE = SequenceValue("Size", (Plain(2), Plain(3), Plain(4)), 3)


@pytest.mark.parametrize(
    ("typed", "key", "kind", "said"),
    [
        ("3", Plain(9.0), "number", "3 times too small."),
        ("27", Plain(9.0), "number", "3 times too large."),
        ("-9", Plain(9.0), "number", "The size is right, the sign is not."),
        ("8", Plain(9), "number", "Off by one."),
        ("0.3", Plain(1 / 3), "number", "Right as far as it goes: please give more digits."),
        ("(4, 3, 2)", SHAPE, "shape", "The sizes are right, in another order."),
        ("(2, 3, 5)", SHAPE, "shape", "The number of axes, 3, is right; a size is not."),
        ("(2, 12)", SHAPE, "shape", "The number of elements is right; the number of axes is not 2."),
        ("(2, 3)", SHAPE, "shape", "The number of axes is not 2."),
        ("(3, 2)", SequenceValue("Size", (Plain(2), Plain(3)), 2), "shape", "The two sizes are the other way round."),
        ("[2, 4]", TensorValue((2,), "int64", (1, 2)), "tensor", "2 times too large."),
        ("[1, 3]", TensorValue((2,), "int64", (1, 2)), "tensor", "Right so far: 1 of 2 numbers."),
        ("[[1, 2]]", TensorValue((2,), "int64", (1, 2)), "tensor", "The numbers are right, but the shape is not (1, 2)."),
        ("None", Plain(False), "boolean", "None and False are different things in Python."),
        ("b, a", SequenceValue("list", (Plain("a"), Plain("b")), 2), "order", "a comes before b."),
        ("retain_grph", Plain("retain_graph"), "words", "Did you mean retain_graph? Please type it again if so."),
    ],
)  # fmt: skip
def test_a_reply_says_how_far_the_answer_is(typed: str, key: Value, kind: str, said: str) -> None:
    assert told(typed, key, Asked(kind)) == said


def test_another_number_in_a_name_is_not_asked_back() -> None:
    assert told("blocks.3.fc1.weight", Plain("blocks.2.fc1.weight"), Asked("words")) == ""


def test_a_bare_number_for_a_shape_is_asked_back() -> None:
    assert told("6", SHAPE, Asked("shape")).startswith("Is 6 a count, or the shape (6,)?")


@pytest.mark.parametrize(
    ("got", "key", "right"),
    [
        (TensorValue((2, 1), "float32", (1.0, 1.0)), TensorValue((1, 2), "float32", (1.0, 1.0)), False),
        (TensorValue((1,), "int64", (1,)), TensorValue((1,), "float32", (1.0,)), False),
        (TensorValue((1,), "float32", (1.0,)), TensorValue((), "float32", (1.0,)), False),
        (TensorValue((2,), "float32", (1.0, float("nan"))), TensorValue((2,), "float32", (1.0, float("nan"))), True),
        (TensorValue((1,), "float32", (0.1000001,)), TensorValue((1,), "float32", (0.1,)), True),
        (Plain(True), Plain(1), False),
        (Plain(1.0), Plain(1), True),
        (Plain("1"), Plain(1), False),
        (Plain(10**400), Plain(10**400), True),
        (Plain(10**400), Plain(1.5), False),
        (Plain(1.5), Plain(-(10**400)), False),
        (SequenceValue("list", (Plain(1),), 1), SequenceValue("tuple", (Plain(1),), 1), True),
        (SequenceValue("list", (Plain(1),), 1), SequenceValue("list", (Plain(1), Plain(2)), 2), False),
    ],
)  # fmt: skip
def test_values_are_compared_by_shape_then_dtype_then_elements(
    got: Value, key: Value, right: bool
) -> None:
    assert answers.compare_values(got, key).right is right


@pytest.mark.parametrize(
    ("kind", "typed", "part"),
    [
        ("expression", "x = 3", "An expression is asked for"),
        ("expression", "x +", "Python cannot read it, line 1"),
        ("expression", "stack(a)", "Please do without stack."),
        ("code", "def f(:\n  pass", "Python cannot read it, line 1"),
        ("code", "import stack", "Please do without stack."),
    ],
)
def test_source_that_cannot_be_taken_is_refused_with_a_sentence(
    kind: str, typed: str, part: str
) -> None:
    reading = answers.read(typed, Asked(kind, forbid=("stack",)))

    assert part in reading.problem


@pytest.mark.parametrize("typed", ["```python\nx + 1\n```", "`x + 1`", ">>> x + 1", "   x + 1  "])
def test_source_is_freed_of_what_is_only_around_it(typed: str) -> None:
    assert answers.read(typed, Asked("expression")).text == "x + 1"
