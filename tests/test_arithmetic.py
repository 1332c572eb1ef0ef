"""Typed arithmetic: worked out within bounds, never by Python."""

from __future__ import annotations

import contextlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.arithmetic import Refused, evaluate


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", 7), ("2 ** 10", 1024), ("7 // 2", 3), ("7 % 4", 3), ("-3", -3), ("1 / 4", 0.25),
        ("sqrt(81)", 9.0), ("ln(e)", 1.0), ("pi", math.pi), ("abs(-2)", 2), ("n + 1", 6),
        ("n > 3 and n < 9", True), ("not n", False), ("n in (1, 5)", True), ("mode == 'sum'", True),
    ],
)  # fmt: skip
def test_it_is_worked_out(text: str, value: object) -> None:
    assert evaluate(text, {"n": 5, "mode": "sum"}) == value


@pytest.mark.parametrize(
    "text",
    [
        "9**9**9", "2**10**9", "1e308 * 10 ** 400", "open('x')", "(1).real", "x", "[1]", "lambda: 1", "1 if 1 else 2",
        "'a' * 3", "1 / 0", "0 ** -1", "(-8) ** 0.5", "sqrt(-1)", "f'{1}'", "1 +", "", "(" * 300, "1+" * 300 + "1",
        "True + 1", "sqrt(1, 2)", "__import__('os')", "1,2", "2 .bit_length()", "a[0]", "(x := 1)", "\0", "1 << 9",
    ],
)  # fmt: skip
def test_it_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        evaluate(text)


@given(st.text(max_size=60))
def test_no_text_raises_anything_else(text: str) -> None:
    with contextlib.suppress(Refused):
        evaluate(text)
