"""`tutor doctor --report`: what a maintainer needs, and nothing that belongs to the learner."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tutor.cli import crash, doctor_command
from tutor.cli.root import root as tutor
from tutor.lesson.template import lesson_text
from tutor.paths import data_folder
from tutor.store import Store

RUN = {"ending": "finished", "detail": "", "a run takes": "2.0 ms", "isolation": "full"}
SECRET = "hunter2"


@pytest.fixture(autouse=True)
def no_runner(monkeypatch: pytest.MonkeyPatch) -> None:
    async def try_run(*_: Any, **__: Any) -> dict[str, str]:
        return RUN

    monkeypatch.setattr(doctor_command, "_try_run", try_run)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "report.txt"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a course of one good lesson."""
    folder = tmp_path / "course"
    (folder / "unit").mkdir(parents=True)
    (folder / "course.yaml").write_text(
        "format: 1\nid: c\ntitle: C\nunits:\n  - id: unit\n    title: U\n    lessons: [passes]\n"
    )
    (folder / "unit/passes.yaml").write_text(lesson_text("passes"))
    return folder


def doctor(file: Path, course: Path) -> Result:
    return CliRunner().invoke(tutor, ["doctor", "--report", str(file), "--lessons", str(course)])


def test_it_holds_what_a_maintainer_asks_for(file: Path, course: Path) -> None:
    crash.write("SIGSEGV", 'File "/lib/torch.so", line 1')

    done = doctor(file, course)

    text = file.read_text()
    assert done.exit_code == 0
    assert str(file) in done.stderr
    for part in ("[versions]", "torch ", "[folders]", "xterm-256color", "isolation      full"):
        assert part in text
    for part in ("a run takes    2.0 ms", "lessons        1", "findings       0", "SIGSEGV"):
        assert part in text


def test_nothing_that_was_typed_and_no_secret_is_in_it(
    file: Path, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("API_TOKEN", SECRET)
    monkeypatch.setenv("SSH_CONNECTION", SECRET)
    store = Store(data_folder())
    store.open()
    store.append("attempt", "a", {"typed": SECRET})
    store.append("played", "", {"source": f"print('{SECRET}')"})
    store.close()
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        crash.tell(error)

    doctor(file, course)

    text = file.read_text()
    assert SECRET not in text
    assert "API_TOKEN" not in text
    assert "ValueError" in text
    assert "progress.db " in text


def test_the_home_folder_is_a_tilde(
    file: Path, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = os.environ["HOME"]
    monkeypatch.setenv("TUTOR_HOME", f"{home}/progress")
    crash.write("SIGSEGV", f'File "{home}/.venv/lib/torch.so", line 1')

    doctor(file, course)

    text = file.read_text()
    assert home not in text
    assert "~/progress (" in text
    assert "~/.venv/lib/torch.so" in text


def test_a_broken_course_is_counted_by_its_files(file: Path, course: Path) -> None:
    (course / "unit/passes.yaml").write_text("format: 1\nid: passes\ntitel: x\n")

    done = doctor(file, course)

    text = file.read_text()
    assert done.exit_code == 0
    assert "passes.yaml" in text
    assert "findings       0" not in text


def test_a_course_that_does_not_open_is_no_hindrance(file: Path, tmp_path: Path) -> None:
    done = doctor(file, tmp_path / "missing")

    assert done.exit_code == 0
    assert "opens          no" in file.read_text()


def test_only_the_latest_crashes_are_in_it(file: Path, course: Path) -> None:
    for n in range(8):
        made = crash.write("SIGSEGV", "x" * 100_000)
        assert made is not None
        made.rename(made.with_name(f"crash-20260101-00000{n}-1.txt"))

    doctor(file, course)

    named = [line for line in file.read_text().splitlines() if line.startswith("[crash-")]
    assert named == [f"[{each.name}]" for each in crash.reports()[:5]]
    assert file.stat().st_size < 200_000


def test_a_file_that_cannot_be_written_is_a_sentence(tmp_path: Path, course: Path) -> None:
    done = doctor(tmp_path / "nowhere" / "report.txt", course)

    assert done.exit_code == 1
    assert "nowhere" in done.stderr
    assert "Traceback" not in done.stderr
