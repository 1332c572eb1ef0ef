"""The time from a key to what is seen of it, while nothing runs and while programs run."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect

from tests.bench.paint import LESSON, TUTOR, drained, seen, spawned

PROGRAM = """\
import torch

w = torch.zeros(2, requires_grad=True)
x = torch.linspace(-1, 1, 200)
losses = []
for step in range(20):
    loss = ((w[0] * x + w[1] - 3 * x - 1) ** 2).mean()
    loss.backward()
    w.data -= 1e-1 * w.grad  #> w.grad
    w.grad = None
    losses.append(loss.item())
"""
BARE = f"""
from textual.app import App
from textual.widgets import TextArea
class Bare(App):
    def compose(self):
        yield TextArea({PROGRAM!r}, language="python")
Bare().run()
"""
COURSE = """\
format: 1
id: bench
title: Bench
units:
  - id: bench
    title: Bench
    lessons: [bench]
"""
BUSY = """\
format: 1
id: bench
title: Busy
minutes: 1
goals: [Keep the program busy]
steps:
  - experiment: flood
    title: It floods
    seconds: 120
    code: |
      count = 0
      while True:
          count += 1  #> count
    show:
      - series: count
    predict:
      ask: A number.
      kind: number
      answer: count
  - experiment: prints
    title: It prints
    seconds: 120
    code: |
      import time
      while True:
          for line in range(200):
              print(line)
          time.sleep(1)
    predict:
      ask: A number.
      kind: number
      answer: "1"
  - experiment: training
    title: It trains
    seconds: 120
    code: |
      import torch

      w = torch.zeros(2, requires_grad=True)
      x = torch.linspace(-1, 1, 200)
      losses = []
      while True:
          loss = ((w[0] * x + w[1] - 3 * x - 1) ** 2).mean()
          loss.backward()
          w.data -= 1e-4 * w.grad  #> w.grad
          w.grad = None
          losses.append(loss.item())
    show:
      - series: losses
    predict:
      ask: A number.
      kind: number
      answer: loss
"""
WARM = 4
"""Seconds in which torch comes up."""


def turned(count: int = 25) -> tuple[list[float], list[float]]:
    """Return ms from a key to its paint: one that runs the program anew, one that runs nothing."""
    runs, nothing = [], []
    with tempfile.TemporaryDirectory() as home:
        process = spawned(home, *TUTOR, LESSON)
        seen(process, b"You will be able to")
        time.sleep(WARM)
        process.send("n")
        seen(process, b"Before it runs")
        process.send("9\r")
        seen(process, b"fresh process")
        process.send("\t\t")
        drained(process, 0.4)
        for number in range(count):
            key, value = ("\x1b[C", b"12.") if number % 2 == 0 else ("\x1b[D", b"9.")
            runs.append(until(process, key, value))
            drained(process)
            nothing.append(until(process, "\t" if number % 2 == 0 else "\x1b[Z", b"\x1b["))
            drained(process)
            process.send("\x1b[Z" if number % 2 == 0 else "\t")
            drained(process)
        process.close(force=True)
    return runs, nothing


def typed_in_editor(step: int, *, running: bool, count: int = 60) -> list[float]:
    """Return ms from a letter typed in the editor to its echo, at one step of the busy lesson."""
    with _busy(step) as process:
        if running:
            process.send("r")
            seen(process, b"esc stops it")
            time.sleep(1)
        process.send("e")
        pass_by(process, 1)
        return typed(process, count)


def typed_in_text_area(count: int = 60) -> list[float]:
    """Return ms from a letter typed in a bare TextArea, Python highlighted, to its echo."""
    with tempfile.TemporaryDirectory() as home:
        process = spawned(home, "-c", BARE)
        seen(process, b"requires_grad")
        pass_by(process, 1)
        times = typed(process, count)
        process.close(force=True)
        return times


def typed(process: pexpect.spawn, count: int) -> list[float]:
    """Type a comment: each letter is one that is nowhere else on the screen."""
    process.send("# ")
    pass_by(process, 0.1)
    times = []
    for number in range(count):
        letter = chr(0x430 + number % 32)
        times.append(until(process, letter, letter.encode()))
        pass_by(process, 0.1)
    return times


@contextmanager
def _busy(step: int) -> Iterator[pexpect.spawn]:
    """Open the busy lesson at one of its steps, with nothing that has the focus."""
    with opened(BUSY, b"Before it runs") as process:
        for key in ("\x1b", *"n\x1b" * step):
            process.send(key)
            drained(process, 0.4)
        yield process


@contextmanager
def opened(lesson: str, text: bytes) -> Iterator[pexpect.spawn]:
    """Open the app at a lesson that begins with `text`, and wait until torch is warm."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "course"
        (folder / "bench").mkdir(parents=True)
        (folder / "course.yaml").write_text(COURSE)
        (folder / "bench/bench.yaml").write_text(lesson)
        process = spawned(home, *TUTOR, "--lessons", str(folder), "bench")
        seen(process, text)
        time.sleep(WARM)
        drained(process)
        yield process
        process.close(force=True)


def until(process: pexpect.spawn, key: str, text: bytes) -> float:
    began = time.perf_counter()
    process.send(key)
    return (seen(process, text) - began) * 1000


def pass_by(process: pexpect.spawn, seconds: float) -> None:
    """Read what comes for some seconds, however much that is."""
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        drained(process, min(left, 0.02), end)
