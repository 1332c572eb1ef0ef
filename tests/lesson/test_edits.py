"""Edits turn a program into what a misconception believes, or say why they cannot."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.lesson.edits import EditError, apply, settings_of
from tutor.lesson.model import Edit

LOOP = """\
import torch

w = torch.tensor(1.0, requires_grad=True)
for step in range(passes):
    if clear:
        w.grad = None
    loss = 3 * w
    loss.backward()  #> w.grad
print(w.grad)
"""


def edit(**fields: object) -> Edit:
    return Edit.model_validate(fields)


def edited(source: str, **fields: object) -> str:
    return apply(source, (edit(**fields),))


@pytest.mark.parametrize(
    ("fields", "old", "new"),
    [
        ({"replace": "if clear:", "with": "if True:"}, "if clear:", "if True:"),
        ({"replace": "3 * w", "with": "w * w"}, "3 * w", "w * w"),
        ({"replace": "clear", "with": "not clear"}, "if clear:", "if not clear:"),
        ({"replace": "  loss = 3 * w  ", "with": " loss = w "}, "loss = 3 * w", "loss = w"),
        (
            {"replace": "if clear:\n    w.grad = None", "with": "w.grad = None"},
            "    if clear:\n        w.grad = None\n",
            "    w.grad = None\n",
        ),
        (
            {"replace": "w.grad = None", "with": "del w.grad\nw.grad = None"},
            "        w.grad = None\n",
            "        del w.grad\n        w.grad = None\n",
        ),
        (
            {"replace": "        loss = 3 * w\n        loss.backward()", "with": "pass"},
            "    loss = 3 * w\n    loss.backward()  #> w.grad\n",
            "    pass\n",
        ),
        ({"drop": "print(w.grad)"}, "print(w.grad)\n", ""),
        ({"drop": "loss.backward()"}, "    loss.backward()  #> w.grad\n", ""),
        ({"drop": "import"}, "import torch\n", ""),
        ({"drop": "w.grad = None"}, "        w.grad = None\n", "        pass\n"),
        (
            {"drop": "if clear:\n    w.grad = None"},
            "    if clear:\n        w.grad = None\n",
            "",
        ),
        (
            {"insert": "w.grad = None", "before": "loss = 3 * w"},
            "    loss = 3 * w\n",
            "    w.grad = None\n    loss = 3 * w\n",
        ),
        (
            {"insert": "w.grad = None", "after": "loss.backward()"},
            "#> w.grad\n",
            "#> w.grad\n    w.grad = None\n",
        ),
        (
            {"insert": "print(step)", "after": "for step in range(passes):"},
            "range(passes):\n",
            "range(passes):\n    print(step)\n",
        ),
        (
            {"insert": "if step:\n  break", "before": "loss = 3 * w"},
            "    loss = 3 * w\n",
            "    if step:\n      break\n    loss = 3 * w\n",
        ),
    ],
)
def test_an_edit_changes_the_lines_it_names(fields: dict[str, object], old: str, new: str) -> None:
    assert LOOP.count(old) == 1

    assert edited(LOOP, **fields) == LOOP.replace(old, new)


def test_replace_acts_wherever_the_text_stands() -> None:
    source = "a = stack(x)\nb = torch.stack(y)  # stack\n"

    assert edited(source, **{"replace": "stack", "with": "cat"}) == source.replace("stack", "cat")


def test_replace_leaves_longer_names_alone() -> None:
    source = "lr = 1\nclr = 2\nlr_2 = lr\n"

    made = edited(source, **{"replace": "lr", "with": "rate"})

    assert made == "rate = 1\nclr = 2\nlr_2 = rate\n"


def test_replace_by_nothing_takes_an_empty_line_away() -> None:
    assert edited("a = 1\nb = 2\n", **{"replace": "a = 1", "with": ""}) == "b = 2\n"


def test_drop_takes_every_equal_line() -> None:
    assert edited("zero()\nstep()\nzero()  # again\n", drop="zero()") == "step()\n"


def test_drop_prefers_a_whole_line_to_a_part_of_one() -> None:
    assert edited("x = 1\nx = 1 + y\n", drop="x = 1") == "x = 1 + y\n"


def test_edits_act_one_after_the_other() -> None:
    edits = (edit(**{"replace": "a", "with": "b"}), edit(**{"replace": "b", "with": "c"}))

    assert apply("a + b", edits) == "c + c"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"replace": "x", "with": "y"}, "the text `x` does not occur in the program"),
        ({"replace": "if clear:\nx", "with": "y"}, "does not occur in the program"),
        ({"drop": "nothing"}, "the text `nothing` does not occur in the program"),
        ({"drop": "loss"}, "the text `loss` stands in several lines of the program (7, 8)"),
        ({"insert": "x", "after": "y"}, "the text `y` does not occur in the program"),
        ({"insert": "x", "before": "loss"}, "`loss` stands in several lines of the program (7, 8)"),
    ],
)
def test_an_edit_that_cannot_act_says_why(fields: dict[str, object], said: str) -> None:
    with pytest.raises(EditError) as error:
        edited(LOOP, **fields)

    assert said in str(error.value)


def test_settings_leave_the_program_alone() -> None:
    assert edited(LOOP, set={"passes": "1"}) == LOOP


def test_of_two_settings_the_later_counts() -> None:
    edits = (edit(set={"passes": "1", "lr": "0.5"}), edit(set={"passes": "2"}))

    assert settings_of(edits) == {"passes": 2, "lr": 0.5}


@given(
    lines=st.lists(st.sampled_from(["a = 1", "if a:", "    b = 2", "        c()", ""]), max_size=8),
    number=st.integers(0, 7),
)
def test_a_program_without_one_of_its_lines_keeps_the_others(lines: list[str], number: int) -> None:
    if number >= len(lines) or not lines[number].strip():
        return

    made = edited("\n".join(lines), drop=lines[number])

    others = [line for line in lines if line.strip() != lines[number].strip()]
    kept = [line for line in made.split("\n") if line.strip() != "pass"] if made else []
    assert kept == others or (others == [""] and not made)


def test_every_edit_of_the_table_leaves_a_program() -> None:
    made = edited(LOOP, drop="w.grad = None")

    assert ast.parse(made)
