"""Faults planted in a copy of a lesson: the proof names each with file, line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.lesson.template import lesson_text
from tutor.prove import prove
from tutor.prove.findings import Counts
from tutor.runner.pool import Pool

pytestmark = [pytest.mark.torch, pytest.mark.asyncio(loop_scope="session")]

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
    # Fewer variants to prove in each of the copies.
    text = text.replace("[2, 3, 4, 5]", "[2, 3]")
    file.write_text(text + "\n" + SECOND)
    return file


async def test_the_lesson_without_a_fault_is_proved(good: Path, pool: Pool) -> None:
    found = await prove([good], pool)

    assert found.problems == ()
    assert found.lessons == 1
    assert found.proved == Counts(experiments=1, keys=4, misconceptions=8, accepts=4, rejects=4)


async def test_choices_are_filled_anew_for_every_draw(good: Path, pool: Pool) -> None:
    good.write_text(good.read_text() + FILLED_CHOICES)

    found = await prove([good], pool)

    assert found.problems == ()


async def test_every_planted_fault_is_found_at_its_place(good: Path, pool: Pool) -> None:
    text = good.read_text()
    files = []
    for number, (name, (old, new, _, _)) in enumerate(FAULTS.items()):
        assert text.count(old) == 1, old
        file = good.with_name(f"fault-{number}.yaml")
        planted = text.replace("id: planted ", f"id: fault-{number} ").replace(old, new)
        # Only what never ends has to be waited for.
        seconds = "0.3" if name == "an endless loop" else "20"
        file.write_text(planted.replace("seconds: 2\n", f"seconds: {seconds}\n"))
        files.append(file)

    found = await prove(files, pool, seeds=2)

    missed = []
    for (name, (_, _, line, part)), file in zip(FAULTS.items(), files, strict=True):
        problems = [each for each in found.problems if each.file.name == file.name]
        told = [(each.line, each.column, each.message) for each in problems]
        if not any(
            each.line == line and each.column > 0 and part in f"{each.message} {each.hint}"
            for each in problems
        ):
            missed.append((name, line, part, told))
    assert missed == []
