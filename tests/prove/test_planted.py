"""Faults planted in a copy of a lesson: the proof names each with file, line and column."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tutor.lesson.template import lesson_text

pytestmark = pytest.mark.torch

SECOND = """\
  - question: letters
    ask: What is `"ab" * n`, for n = {n}?
    kind: words
    code: |
      text = "ab" * n
    vary: {n: [2, 3]}
    answer: text
    misconceptions:
      - believes: It is the letters n times each.
        edit: {replace: '"ab" * n', with: '"a" * n + "b" * n'}
        say: The whole is repeated, not each letter.
      - believes: It is repeated once more.
        gives: text + "ab"
        say: It stands there n times in all.
    hints:
      - How often does the whole stand there?
      - Write it down and count.
    because: It is {key}.
    accept: [abab]
    reject: [aabb]
"""

FILLED_CHOICES = """\
  - question: filled
    ask: What is in `"ab" * {n}`?
    kind: choice
    code: |
      text = "ab" * n
    vary: {n: [2, 3]}
    answer: f"{text.count('ab')} times ab"
    choices: ["{n} letters", "{n} times ab"]
    misconceptions:
      - believes: Each repetition is one letter.
        gives: f"{n} letters"
        say: There are two letters in each.
    hints:
      - Write it down.
      - Look for what repeats.
    because: It is {key}.
    accept: [B]
    reject: [A]
"""

FAULTS: dict[str, tuple[str, str, int, str]] = {
    # name: (text, by what it is replaced, line of the fault, part of the message)
    "wrong probe": ("- series: w.grad", "- sereis: w.grad", 31, "sereis"),
    "probe of nothing": ("- series: w.grad", "- graph: nothing", 31, "nothing"),
    "a program that raises": ("loss = 3 * w", "loss = 3 * v", 28, "NameError"),
    "a live value that raises": ("#> w.grad", "#> v.grad", 29, "NameError"),
    "a key that raises": ("answer: w.grad  #", "answer: v.grad  #", 43, "NameError"),
    "a key of another kind": ("answer: w.grad  #", "answer: str(w)  #", 43, "number"),
    "a misconception equal to the key": ('with: "if True:"', 'with: "if clear :"', 45, ""),
    "two misconceptions alike": ("gives: 3.0 ** passes", "gives: 3.0", 48, ""),
    "an edit of what is not there": ('replace: "if clear:"', 'replace: "if cleer:"', 46, "if cleer:"),
    "a hint with the answer": ("- How often does the line", "- It is 9. How often does the line", 52, "answer"),
    "an accept that is refused": ('accept: ["9", "9.0",', 'accept: ["9", "8",', 56, "8"),
    "a reject that is accepted": ('reject: ["3", "27", "0"]', 'reject: ["3", "9.", "0"]', 57, "9."),
    "an answer yes": ('accept: ["9", "9.0",', 'accept: [yes, "9.0",', 56, "yes"),
    "an answer 1e-3": ('accept: ["9", "9.0",', 'accept: ["9", 1e-3,', 56, "1e-3"),
    "an answer 010": ('accept: ["9", "9.0",', 'accept: ["9", 010,', 56, "010"),
    "a key that hangs on the seed": ("loss = 3 * w", "loss = (3 + torch.rand(())) * w", 43, ""),
    "an endless loop": ("    loss = 3 * w", "    loss = 3 * w\n          while True: pass", 21, ""),
    "a duplicate id": ("- question: letters", "- question: accumulated", 59, "accumulated"),
    "an unknown key": ("    hints:\n      - How often does the whole", "    hint:\n      - How often does the whole", 73, "hints"),
    "LaTeX": ("How often does the whole", "What is $n$? How often does the whole", 74, "LaTeX"),
    "a condition nothing meets": ("vary: {n: [2, 3]}", "vary: {n: [2, 3]}\n    when: n > 5", 65, ""),
    "YAML that ends": ("because: It is {key}.", "because: [", 76, ""),
    "a draw on which key and belief agree": ("vary: {n: [2, 3]}", "vary: {n: [1, 2]}", 67, "n=1"),
}  # fmt: skip


@pytest.fixture
def good(tmp_path: Path) -> Path:
    file = tmp_path / "planted.yaml"
    text = lesson_text("planted").replace("controls:\n", "seconds: 2\n    controls:\n", 1)
    file.write_text(text + "\n" + SECOND)
    return file


def check(*files: Path) -> tuple[int, dict[str, Any]]:
    """Run `tutor check --json` as anyone would."""
    command = [sys.executable, "-m", "tutor.cli", "check", "--json", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, json.loads(done.stdout)


def test_the_lesson_without_a_fault_is_proved(good: Path) -> None:
    code, found = check(good)

    assert found["errors"] == []
    assert code == 0
    assert found["lessons"] == 1
    assert found["proved"] == {
        "experiments": 1,
        "keys": 6,
        "misconceptions": 12,
        "accepts": 4,
        "rejects": 4,
    }


def test_choices_are_filled_anew_for_every_draw(good: Path) -> None:
    good.write_text(good.read_text() + FILLED_CHOICES)

    _, found = check(good)

    assert found["errors"] == []


def test_every_planted_fault_is_found_at_its_place(good: Path) -> None:
    text = good.read_text()
    files = []
    for number, (old, new, _, _) in enumerate(FAULTS.values()):
        assert text.count(old) == 1, old
        file = good.with_name(f"fault-{number}.yaml")
        file.write_text(text.replace("id: planted ", f"id: fault-{number} ").replace(old, new))
        files.append(file)

    code, found = check(*files)

    assert code == 1
    missed = []
    for (name, (_, _, line, part)), file in zip(FAULTS.items(), files, strict=True):
        errors = [e for e in found["errors"] if Path(e["file"]).name == file.name]
        told = [(e["line"], e["column"], e["message"]) for e in errors]
        if not any(
            e["line"] == line and e["column"] > 0 and part in f"{e['message']} {e['hint']}"
            for e in errors
        ):
            missed.append((name, line, part, told))
    assert missed == []
