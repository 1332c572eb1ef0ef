"""Spellings made by chance read back to what they spell; nothing that is typed raises or hangs."""

from __future__ import annotations

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor import answers
from tutor.answers import Asked
from tutor.records.values import NamedValue, Plain, SequenceValue, TensorValue, Value

KINDS = sorted(answers.KINDS)
SIZES = st.lists(st.integers(0, 999), min_size=2, max_size=5)
SHAPES = ("{}", "torch.Size([{}])", "({})", "[{}]", "shape: ({})", "`({})`", "the shape is ({})")
NUMBERS = (
    "{}",
    "tensor({})",
    "= {}",
    "answer: {}",
    "`{}`",
    "I think it is {}",
    "{}입니다",
    "w = {}",
    " {} ",
)
DTYPES = [
    "float32",
    "float64",
    "float16",
    "bfloat16",
    "int8",
    "int64",
    "uint8",
    "bool",
    "complex64",
]


def asked(kind: str, **more: object) -> Asked:
    choices = (("A", "one"), ("B", "two"), ("C", "three"))
    return Asked(kind, choices=choices if kind.startswith("choice") else (), **more)  # type: ignore[arg-type]


def is_right(typed: str, key: Value, question: Asked) -> bool:
    reading = answers.read(typed, question)
    return reading.ok and answers.compare(reading, key, question).right


@given(st.integers(-(10**15), 10**15), st.sampled_from(NUMBERS))
def test_a_whole_number_reads_back_from_every_spelling(number: int, spelling: str) -> None:
    assert is_right(spelling.format(number), Plain(number), asked("number", subject="w"))


@given(st.floats(allow_nan=False, allow_infinity=False, width=32), st.sampled_from(NUMBERS))
def test_a_float_reads_back_from_its_repr(number: float, spelling: str) -> None:
    assert is_right(spelling.format(repr(number)), Plain(number), asked("number", subject="w"))


@given(st.integers(2, 10**6), st.integers(1, 10**6))
def test_a_number_is_never_its_neighbour_or_its_opposite(number: int, off: int) -> None:
    assert not is_right(str(number + off), Plain(number), asked("number"))
    assert not is_right(str(-number), Plain(number), asked("number"))


@given(SIZES, st.sampled_from([", ", ",", " ", "x", " x ", "×", " by ", "*"]))
def test_a_shape_reads_back_whatever_parts_its_sizes(sizes: list[int], separator: str) -> None:
    key = SequenceValue("Size", tuple(map(Plain, sizes)), len(sizes))

    assert is_right(separator.join(map(str, sizes)), key, asked("shape"))


@given(SIZES, st.sampled_from(SHAPES))
def test_a_shape_reads_back_from_every_wrapping(sizes: list[int], spelling: str) -> None:
    key = SequenceValue("Size", tuple(map(Plain, sizes)), len(sizes))

    assert is_right(spelling.format(", ".join(map(str, sizes))), key, asked("shape"))


@given(SIZES)
def test_a_shape_is_never_another_one(sizes: list[int]) -> None:
    key = SequenceValue("Size", tuple(map(Plain, sizes)), len(sizes))

    assert not is_right(str((*sizes, 1)), key, asked("shape"))
    assert sizes == sizes[::-1] or not is_right(str(tuple(sizes[::-1])), key, asked("shape"))


@given(
    st.integers(1, 4).flatmap(
        lambda columns: st.lists(
            st.lists(st.integers(-999, 999), min_size=columns, max_size=columns),
            min_size=1,
            max_size=4,
        )
    )
)
def test_a_matrix_reads_back_as_lists_and_as_torch_prints_it(rows: list[list[int]]) -> None:
    values = tuple(float(each) for row in rows for each in row)
    key = TensorValue((len(rows), len(rows[0])), "float32", values)
    printed = ",\n        ".join("[" + ", ".join(f"{each}." for each in row) + "]" for row in rows)

    assert is_right(str(rows), key, asked("tensor"))
    assert is_right(f"tensor([{printed}])", key, asked("tensor"))
    assert not is_right(str([rows]), key, asked("tensor"))


@given(
    st.sampled_from(DTYPES),
    st.sampled_from(["{}", "torch.{}", "dtype={}", "it is torch.{}", "{}입니다"]),
)
def test_a_dtype_reads_back(name: str, spelling: str) -> None:
    assert is_right(spelling.format(name), NamedValue("dtype", f"torch.{name}"), asked("dtype"))


@given(
    st.permutations(["a1", "b2", "c3", "d4"]),
    st.sampled_from([", ", " -> ", " > ", "\n", "; ", " → "]),
)
def test_an_order_reads_back_and_no_other_is_taken_for_it(names: list[str], separator: str) -> None:
    key = SequenceValue("list", tuple(map(Plain, ["a1", "b2", "c3", "d4"])), 4)

    assert is_right(separator.join(names), key, asked("order")) == (
        names == ["a1", "b2", "c3", "d4"]
    )


@given(st.sampled_from(KINDS), st.text(max_size=300))
def test_no_text_raises(kind: str, text: str) -> None:
    question = asked(kind)

    reading = answers.read(text, question)

    assert reading.ok != bool(reading.problem)
    if reading.ok:
        answers.compare(reading, Plain(1), question)


HOSTILE = {
    "power tower": "9**9**9**9",
    "huge power": "2**10**9",
    "huge exponent": "1e999999999",
    "ten megabytes": "9" * 10_000_000,
    "ten megabytes of spaces": " " * 10_000_000,
    "deep brackets": "(" * 5000,
    "deep lists": "[" * 2000 + "]" * 2000,
    "signs": "-" * 4000 + "1",
    "sum": "1+" * 2000 + "1",
    "nul": "9\0",
    "lone surrogate": "\ud800",
    "right to left": "\u202e9\u202c",
    "combining": "a" + "\u0301" * 3000,
    "format": '"%1000000000d" % 1',
    "call": "__import__('os').system('true')",
    "repeat": "'a' * 10**10",
    "fences": "```" * 1000,
    "back-ticks": "`" * 4001,
    "arrows": "->" * 1000,
    "commas": "," * 3900,
    "words": "is " * 1300,
    "korean": "입니다" * 600,
    "newlines": "\n" * 5000,
    "superscripts": "2" + "²" * 3000,
    "slashes": "/" * 3000,
    "nested fractions": "\\frac{" * 300,
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_or_refused_soon(kind: str, name: str) -> None:
    began = time.monotonic()

    reading = answers.read(HOSTILE[name], asked(kind))

    assert time.monotonic() - began < 2  # a guard against what never ends, no measurement
    assert len(reading.text) < 100_000


@pytest.mark.parametrize("typed", ["9**9**9", "2**10**9", "1e400", "9" * 190])
def test_a_number_too_large_is_no_answer(typed: str) -> None:
    assert not is_right(typed, Plain(9), asked("number"))


def test_nan_is_right_only_by_name() -> None:
    key = TensorValue((), "float32", (math.nan,))

    assert is_right("nan", key, asked("number"))
    assert is_right("tensor(nan)", key, asked("number"))
    assert not is_right("0", key, asked("number"))


def test_a_superscript_is_a_power_and_no_digit() -> None:
    assert is_right("2²", Plain(4), asked("number"))
    assert not is_right("2²", Plain(22), asked("number"))


def test_hangul_in_parts_is_hangul() -> None:
    import unicodedata

    key, question = Plain("기울기"), asked("words")

    assert is_right(unicodedata.normalize("NFD", "기울기"), key, question)


@pytest.mark.parametrize(
    ("shape", "values"),
    [((2, 2), (1.0,)), ((), (1.0, 2.0)), ((10**9, 0), ()), ((10**9, 1), (1.0,))],
)
def test_a_key_whose_shape_is_not_its_own_is_described(
    shape: tuple[int, ...], values: tuple[float, ...]
) -> None:
    key = TensorValue(shape, "float32", values)

    assert len(answers.key_text(key, Asked("tensor"))) < 200
    for typed in ("[[1., 2.], [3., 4.]]", "1", "[[1.]]", "[]"):
        reading = answers.read(typed, Asked("tensor"))
        assert not answers.compare(reading, key, Asked("tensor")).right


def test_a_key_beyond_every_float_is_compared() -> None:
    key = TensorValue((1,), "int64", (10**400,))
    reading = answers.read("[1.]", Asked("tensor"))

    assert not answers.compare(reading, key, Asked("tensor")).right
