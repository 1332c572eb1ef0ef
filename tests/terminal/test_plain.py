"""Plain mode in a terminal: it ends when told to, and Ctrl-C stops a run before it ends anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal.conftest import Open

pytestmark = pytest.mark.torch

COURSE = """\
format: 1
id: own
title: A course of one lesson
units:
  - id: only
    title: Only
    lessons: [endless]
"""
ENDLESS = """\
format: 1
id: endless
title: A loop
minutes: 1
goals: [Stop it]
steps:
  - experiment: loop
    title: It does not end
    code: |
      n = 0
      print("it runs")
      while True:
          n += 1
    seconds: 60
"""


def test_ctrl_c_at_a_prompt_ends_it_at_once(opened: Open) -> None:
    terminal = opened("--plain")
    terminal.until("q to leave")

    terminal.send("\x03")

    assert terminal.end() == 130


def test_ctrl_c_while_a_program_runs_stops_the_program_alone(opened: Open, tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text(COURSE)
    (tmp_path / "only").mkdir()
    (tmp_path / "only/endless.yaml").write_text(ENDLESS)
    terminal = opened("--plain", "--lessons", str(tmp_path), "endless", size=(80, 40))
    terminal.until("Ctrl-C stops it")

    terminal.send("\x03")
    screen = terminal.until("[1/2] >")
    terminal.send("\x03")

    assert "Stopped after" in screen
    assert terminal.end() == 130
