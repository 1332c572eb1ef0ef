"""Keys of the lesson screen until they are seen, beside a letter in a bare TextArea."""

from __future__ import annotations

import textwrap

import pexpect

from tests.bench.figures import at_most
from tests.bench.keys import PROGRAM, opened, pass_by, typed, typed_in_text_area, until
from tests.bench.paint import drained
from tests.bench.programs import median, p95

QUIET = f"""\
format: 1
id: bench
title: Quiet
minutes: 1
goals: [Answer every key at once]
steps:
  - explain: |
{textwrap.indent("".join(f"Line **{n}** of `many`.{chr(10)}{chr(10)}" for n in range(60)), " " * 6)}
  - experiment: training
    title: It trains
    code: |
{textwrap.indent(PROGRAM, " " * 6)}
    show:
      - series: losses
    predict:
      ask: A number.
      kind: number
      answer: loss
  - question: words
    ask: A word.
    kind: words
    literal: word
    hints: [One, Two]
    because: It is so.
"""
COUNT = 40
TARGET = 1.5
ANYTHING = b"\x1b["
"""What every paint begins with."""


def lesson_keys() -> None:
    """Measure the bare TextArea before and after, so that what else goes on falls on both."""
    bare = typed_in_text_area(COUNT)
    with opened(QUIET, b"many") as process:
        found = {
            "a line scrolled": _in_turn(process, ("j", ANYTHING), ("k", ANYTHING)),
            "another step": _in_turn(process, ("n", b"Before it runs"), ("\x02", b"many")),
        }
        _press(process, "n", "\x1b", "e")
        found["a letter in the editor"] = typed(process, COUNT)
        found["the cursor moved in the editor"] = _in_turn(
            process, ("\x1b[B", ANYTHING), ("\x1b[A", ANYTHING)
        )
        _press(process, "\x1b", "n")
        found["a letter in the answer box"] = typed(process, COUNT)
    bare += typed_in_text_area(COUNT)
    for name, times in found.items():
        detail = f"{median(times):.1f} and {median(bare):.1f} ms, "
        detail += f"p95 {p95(times):.1f} and {p95(bare):.1f}"
        name = f"lesson screen, {name} / a letter in a bare TextArea"
        at_most(name, median(times) / median(bare), TARGET, detail)


def _in_turn(process: pexpect.spawn, *keys: tuple[str, bytes]) -> list[float]:
    """Return ms from each key, pressed by turns, to what is to be seen of it."""
    times = []
    for number in range(COUNT):
        times.append(until(process, *keys[number % len(keys)]))
        pass_by(process, 0.15)
    return times


def _press(process: pexpect.spawn, *keys: str) -> None:
    for key in keys:
        process.send(key)
        drained(process, 0.4)
