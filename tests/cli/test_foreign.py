"""A course of somebody else from the shell, on a machine that cannot shut its programs in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import tutor
from tests.tui.conftest import COURSE
from tutor.lesson.template import lesson_text

pytestmark = pytest.mark.torch


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TUTOR_ISOLATION", "limits only")
    made = tmp_path / "course"
    (made / "first").mkdir(parents=True)
    (made / "course.yaml").write_text(COURSE.replace(", broken", ""))
    (made / "first/passes.yaml").write_text(lesson_text("passes"))
    return str(made)


def test_nothing_of_it_runs_without_a_yes(folder: str) -> None:
    ran = tutor("run", "passes", "--lessons", folder, "--json")
    answered = tutor("answer", "passes/accumulated", "12", "--lessons", folder)

    found = json.loads(ran.stdout)
    assert (ran.returncode, found["ending"], found["isolation"]) == (4, "refused", "")
    assert [record["type"] for record in found["records"]] == ["ended"]
    assert answered.returncode == 4
    assert "--trust" in answered.stdout


def test_a_yes_is_asked_for_in_plain_mode_and_holds_for_other_commands(folder: str) -> None:
    refused = tutor("passes", "--plain", "--lessons", folder, typed="y\nquit\n")
    given = tutor("passes", "--plain", "--lessons", folder, typed="yes\nquit\n")
    ran = tutor("run", "passes", "--lessons", folder)

    assert "isolation: limits only" in refused.stdout
    assert "Not run:" in refused.stdout
    assert "Not run:" not in given.stdout
    assert ran.returncode == 0
    assert "isolation: limits only" in ran.stdout


def test_trust_is_a_yes_for_one_command(folder: str) -> None:
    ran = tutor("run", "passes", "--lessons", folder, "--trust", "--json")
    again = tutor("run", "passes", "--lessons", folder, "--json")

    assert json.loads(ran.stdout)["isolation"] == "limits only"
    assert json.loads(again.stdout)["ending"] == "refused"


def test_an_author_is_told_how_far_a_proof_is_shut_in(folder: str) -> None:
    proved = tutor("check", folder)

    assert proved.returncode == 0, proved.stdout
    assert "isolation: limits only" in proved.stderr
