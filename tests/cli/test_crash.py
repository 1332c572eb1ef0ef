"""A failure of the tutor itself: one sentence, and a report that holds nothing that was typed."""

from __future__ import annotations

import pytest

from tutor.cli import crash
from tutor.paths import state_folder

SECRET = "what I typed"


def fail(answer: str) -> None:
    raise ValueError(f"cannot read {answer}")


def failure() -> Exception:
    try:
        try:
            fail(SECRET)
        except ValueError as error:
            raise KeyError(SECRET) from error
    except KeyError as error:
        return error


def test_a_report_has_versions_and_places_and_nothing_that_was_typed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = crash.tell(failure())

    (report,) = crash.reports()
    text, said = report.read_text(), capsys.readouterr().err
    assert code == crash.FAILED
    assert str(report) in said
    assert len(said.splitlines()) == 1
    assert "Traceback" not in said
    assert SECRET not in text + said
    for part in ("torch ", "Textual ", "TERM xterm-256color", "in fail", "ValueError", "KeyError"):
        assert part in text


def test_where_no_report_can_be_written_that_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    state_folder().parent.mkdir(parents=True)
    state_folder().write_text("a file where the folder should be")

    code = crash.tell(failure())

    assert code == crash.FAILED
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_oldest_reports_go_first() -> None:
    state_folder().mkdir(parents=True)
    for n in range(30):
        (state_folder() / f"crash-20000101-0000{n:02}-1.txt").touch()

    made = crash.write("SIGSEGV", "somewhere")

    assert made in crash.reports()
    assert len(crash.reports()) == 20
