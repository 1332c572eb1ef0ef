"""A plain scalar is flagged exactly where another YAML reader would not give it back."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tutor.lesson.coercion import coerced, coercible_scalars


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ("no", False), ("yes", True), ("on", True), ("Off", False), ("true", True), ("True", True),
        ("~", None), ("null", None), ("010", 8), ("0123", 83), ("0x1F", 31), ("0b11", 3),
        ("0o17", 15), ("1_000", 1000), ("+9", 9), ("-0", 0), ("2:30", 150), ("-1:30", -90),
        ("12:30:45", 45045), ("1:30.5", 90.5), ("56.00", 56.0), ("9.", 9.0), (".5", 0.5),
        ("1e-3", 0.001), ("1E+3", 1000.0), ("08", 8.0), (".inf", float("inf")),
        ("-.Inf", float("-inf")), ("2024-01-01", "the date 2024-01-01"),
    ],
)  # fmt: skip
def test_what_others_read_otherwise_is_told(typed: str, becomes: object) -> None:
    assert coerced(typed) == becomes
    assert type(coerced(typed)) is type(becomes)


@pytest.mark.parametrize(
    "typed",
    ["0", "9", "-9", "123456789", "9.5", "0.5", "-0.25", "9.0", "w.grad", "None", "tensor(9.)",
     "(2, 3)", "A", "n", "y", "1/3", "1 e", "0x", "0b", "1__e", "nan", "inf", "e3", "", "-"],
)  # fmt: skip
def test_what_every_reader_gives_back_is_left_alone(typed: str) -> None:
    assert coerced(typed) == typed


@given(st.from_regex(r"\A[-+0-9a-zA-Z_.:~]{1,8}\Z"))
def test_whatever_pyyaml_gives_back_otherwise_is_flagged(typed: str) -> None:
    try:
        read = yaml.safe_load(typed)
    except (yaml.YAMLError, ValueError):
        return

    if isinstance(read, list | dict) or typed in ("---", "..."):
        return  # `-`, `a:` and the marks of a document are structure, no scalars

    same = read == typed or (type(read) in (int, float) and str(read) == typed)

    assert same or coerced(typed) != typed


LESSON = """\
steps:
  - question: q
    minutes: 010
    answer: 1e-3
    literal: "no"
    choices: {A: yes, no: B}
    accept: [56.00, 9, '010', 2:30]
    hints: [no]
    misconceptions:
      - gives: 010
"""


def test_answers_are_flagged_with_the_quoted_mend(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(LESSON)

    found = [str(problem).removeprefix(f"{file}:") for problem in coercible_scalars(file)]

    assert found == [
        '4:13: other YAML readers turn `1e-3` into 0.001; put it in quotation marks: "1e-3"',
        '6:18: other YAML readers turn `yes` into True; put it in quotation marks: "yes"',
        '6:23: other YAML readers turn `no` into False; put it in quotation marks: "no"',
        '7:14: other YAML readers turn `56.00` into 56.0; put it in quotation marks: "56.00"',
        '7:31: other YAML readers turn `2:30` into 150; put it in quotation marks: "2:30"',
        '10:16: other YAML readers turn `010` into 8; put it in quotation marks: "010"',
    ]
