"""The commands as others script against them: shapes of JSON, exit codes, stdout and stderr apart."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tutor.paths import cache_folder, shipped

pytestmark = pytest.mark.torch


@pytest.fixture(autouse=True)
def known_titles(titles: Path) -> None:
    shutil.copytree(titles, cache_folder())


def tutor(*args: str, typed: str = "", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tutor.cli", *args]
    return subprocess.run(
        command, capture_output=True, text=True, input=typed, check=False, cwd=cwd
    )


def data(done: subprocess.CompletedProcess[str]) -> Any:
    return json.loads(done.stdout)


def units_of_the_course() -> list[str]:
    course = yaml.safe_load((shipped("lessons") / "course.yaml").read_text())
    return [unit["id"] for unit in course["units"]]


def test_list_gives_units_lessons_questions_and_experiments() -> None:
    found = data(tutor("list", "--json"))

    assert set(found) == {"course", "units"}
    assert set(found["course"]) == {"id", "title"}
    (lesson, *_) = found["units"][0]["lessons"]
    assert set(lesson) == {"id", "title", "minutes", "state", "questions", "experiments"}
    assert lesson["state"] == "new"
    assert [unit["id"] for unit in found["units"]] == units_of_the_course()


def test_run_gives_every_record_and_takes_settings() -> None:
    done = tutor("run", "zero-grad-effects/accumulate", "--set", "passes=2", "--json")

    found = data(done)
    assert done.returncode == 0
    assert {"lesson", "experiment", "seed", "ending", "elapsed_ms", "records"} <= set(found)
    assert (found["lesson"], found["experiment"]) == ("zero-grad-effects", "accumulate")
    assert found["ending"] == "finished"
    live = [r for r in found["records"] if r["type"] == "live"]
    assert [each["value"]["values"] for each in live] == [[3.0], [6.0]]


def test_run_of_a_lesson_moves_the_controls_of_those_that_have_them() -> None:
    done = tutor("run", "zero-grad-effects", "--set", "passes=2", "--json")

    assert done.returncode == 0
    assert len(done.stdout.splitlines()) > 1
    assert tutor("run", "zero-grad-effects", "--set", "passs=2").returncode == 2


def test_run_draws_views_for_people() -> None:
    done = tutor("run", "stack-vs-cat/join", "--set", "dim=1")

    assert done.returncode == 0
    assert "out  (2, 2, 3)" in done.stdout
    assert "\x1b" not in done.stdout


def test_run_compares_two_runs_and_looks_at_one_step() -> None:
    asked = ("run", "zero-grad-effects/accumulate", "--against", "clear=on")

    done = tutor(*asked, "--step", "2.1", "--read", "2")

    assert done.returncode == 0, done.stderr
    assert "now clear = off, pinned clear = on" in done.stdout
    assert "pass 2 of 3 · step 1 of 2" in done.stdout
    assert "w.grad  step 2: 9." in done.stdout


def test_run_gives_an_object_for_each_run_it_compares() -> None:
    done = tutor("run", "zero-grad-effects/accumulate", "--against", "clear=on", "--json")

    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["settings"]["clear"] for each in found] == [True, False]


@pytest.mark.parametrize(
    ("typed", "verdict", "code", "misconception"),
    [
        ("(2, 4, 7)", "right", 0, None),
        ("(4, 2, 7)", "wrong", 1, 1),
        ("perhaps", "unreadable", 1, None),
    ],
)
def test_answer_grades_one(typed: str, verdict: str, code: int, misconception: int | None) -> None:
    done = tutor("answer", "stack-vs-cat/stack-shape", typed, "--json")

    found = data(done)
    assert set(found) == {"question", "seed", "verdict", "reading", "reply", "misconception"}
    assert (found["verdict"], done.returncode) == (verdict, code)
    assert (found["misconception"] is None) == (misconception is None)
    assert found["question"] == "stack-vs-cat/stack-shape"


def test_answer_takes_a_batch_in_order() -> None:
    lines = [
        {"question": "zero-grad-effects/square", "answer": "12"},
        {"question": "zero-grad-effects/square", "answer": "4", "seed": 0},
        {"question": "hook-kinds-and-order/prepend", "answer": "C A B"},
        {"question": "no-such/question", "answer": "1"},
        {"question": "dataloader-batching/float-dtype", "answer": "double"},
    ]

    done = tutor("answer", "--batch", typed="\n".join(map(json.dumps, lines)))

    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each.get("verdict") for each in found[:3]] == ["right", "wrong", "right"]
    assert len(found) == len(lines)
    assert found[4]["verdict"] == "right"
    assert found[1]["misconception"] is not None


def test_a_line_of_a_batch_that_is_none_leaves_the_others_alone() -> None:
    lines = [
        '{"question": "zero-grad-effects/accumulated", "answer": "10", "seed": NaN}',
        '{"question": "\\ud800", "answer": "12"}',
        '{"question": Infinity, "answer": "12"}',
        '{"question": "zero-grad-effects/accumulated", "answer": "10"}',
    ]

    done = tutor("answer", "--batch", typed="\n".join(lines))

    found = [json.loads(line)["verdict"] for line in done.stdout.splitlines()]
    assert found == ["unreadable", "unreadable", "unreadable", "right"]
    assert done.returncode == 1


def test_list_of_a_unit_is_json_as_well() -> None:
    found = data(tutor("list", "autograd", "--json"))

    assert [unit["id"] for unit in found["units"]] == ["autograd"]


@pytest.mark.parametrize(
    ("typed", "near"), [("zero-grad-effect", "zero-grad-effects"), ("chekc", "check")]
)
def test_a_slip_of_the_keys_gets_the_nearest_name(typed: str, near: str) -> None:
    done = tutor("--plain", typed)

    assert done.returncode == 2
    assert f"did you mean {near}?" in done.stderr


def test_play_runs_a_file_once_and_draws_what_it_shows(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text("w = 2.0  #> w * 3\nfor n in range(6):\n    show([n, 1])\n")

    drawn = tutor("play", str(file), "--view", "variables:w")
    found = data(tutor("play", str(file), "--json"))

    assert drawn.returncode == 0, drawn.stderr
    assert "6." in drawn.stdout
    assert "line 3, time 6" in drawn.stdout
    assert "variables after the run" in drawn.stdout
    assert set(found) == {"seed", "ending", "elapsed_ms", "isolation", "records"}
    assert [r["at"]["line"] for r in found["records"] if r["type"] == "shown"] == [3] * 5


@pytest.mark.parametrize(
    ("args", "program", "code"),
    [
        ((), "raise ValueError\n", 1),
        (("--view", "sereis:x"), "x = 1\n", 2),
        (("--view", "series"), "x = 1\n", 2),
    ],
)
def test_play_ends_with_what_came_of_it(
    args: tuple[str, ...], program: str, code: int, tmp_path: Path
) -> None:
    file = tmp_path / "mine.py"
    file.write_text(program)

    assert tutor("play", str(file), *args).returncode == code


def test_play_without_a_terminal_needs_a_file() -> None:
    done = tutor("play")

    assert done.returncode == 2
    assert "play" in done.stderr


def test_check_names_file_line_and_column(tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text("format: 1\nid: bad\ntitel: x\n")

    done = tutor("check", str(file), "--json")

    found = data(done)
    assert done.returncode == 1
    assert set(found) == {"lessons", "errors", "proved"}
    assert set(found["errors"][0]) == {"file", "line", "column", "message", "hint"}
    assert (3, 1) in {(e["line"], e["column"]) for e in found["errors"]}


def test_new_writes_a_lesson_that_proves(tmp_path: Path) -> None:
    made = tutor("new", "mine", cwd=tmp_path)
    done = tutor("check", str(tmp_path / "mine.yaml"), "--json")

    assert made.returncode == 0, made.stderr
    assert data(done)["errors"] == []


def test_schema_is_json() -> None:
    assert "properties" in data(tutor("schema"))


def test_progress_and_doctor_give_json() -> None:
    assert tutor("progress", "--json").returncode == 0
    found = data(tutor("doctor", "--json"))

    assert found["runner"]["ending"] == "finished"


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("run", "no-such-lesson"), 2),
        (("run", "stack-vs-cat/nothing"), 2),
        (("answer", "stack-vs-cat"), 2),
        (("run", "stack-vs-cat/join", "--set", "dim=9"), 2),
        (("--nonsense",), 2),
        (("no-such-lesson",), 2),
    ],
)
def test_a_wrong_call_says_so_on_stderr(args: tuple[str, ...], code: int) -> None:
    done = tutor(*args)

    assert done.returncode == code
    assert done.stdout == ""
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_version_names_what_it_runs_on() -> None:
    said = tutor("--version").stdout

    assert "torch 2." in said
    assert "textual" in said.lower()


@pytest.mark.parametrize("term", ["dumb", ""])
def test_the_app_refuses_what_is_no_terminal(term: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", term)

    done = tutor()

    assert done.returncode == 2
    assert "tutor --plain" in done.stderr
    assert "\x1b" not in done.stdout


def test_plain_mode_goes_through_a_lesson_line_by_line() -> None:
    looking = ["zero-grad-effects", "next", "9", "pin", "clear=on", "step 2", "back", "next"]
    typed = "\n".join([*looking, "next", "hint", "no idea", "reveal", "quit"])

    done = tutor("--plain", typed=typed + "\n")

    assert done.returncode == 0, done.stderr
    assert "backward adds to .grad" in done.stdout
    assert "3. → 6. → 9." in done.stdout
    assert "line 8, w.grad: now 3. → 3. → 3., pinned 3. → 6. → 9." in done.stdout
    assert "pass 1 of 3 · step 2 of 2" in done.stdout
    assert "What does the first pass leave" in done.stdout
    assert "\x1b" not in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_output_that_cannot_be_written_is_no_failure_of_the_tutor() -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "tutor.cli", "list"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)

    assert (done.returncode, done.stderr) == (
        1,
        "tutor: there is no room left where this is written to\n",
    )
