"""Where the app cannot be shown it says why at once; wherever it can, it is."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal.conftest import Open
from tests.terminal.course import FIRST
from tests.terminal.screen import left_over

pytestmark = pytest.mark.pty

TUTOR = f"{sys.executable} -m tutor.cli"


@pytest.mark.parametrize(
    ("redirected", "term", "named"),
    [
        ("< /dev/null", "xterm", "stdin"),
        ("<&-", "xterm", "stdin"),
        ("2> error", "xterm", "stderr"),
        ("< /dev/null > out 2> error", "xterm", "stdin"),
        ("", "dumb", "dumb"),
        ("", "", "TERM"),
    ],
    ids=["stdin", "closed stdin", "stderr", "no terminal", "dumb", "no TERM"],
)
def test_where_no_app_can_be_shown_a_sentence_says_why(
    redirected: str, term: str, named: str, tmp_path: Path
) -> None:
    master, slave = pty.openpty()

    done = subprocess.run(
        ["sh", "-c", f"{TUTOR} {redirected}"],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        cwd=tmp_path,
        env=os.environ | {"TERM": term},
        check=False,
        timeout=60,
    )
    os.close(slave)
    said = b"".join(iter(lambda: read(master), b"")).decode()
    os.close(master)
    said += "".join(file.read_text() for file in tmp_path.glob("error"))

    assert done.returncode == 2
    assert len(said.strip().splitlines()) <= 2
    assert named in said
    assert "tutor --plain" in said
    assert "\x1b" not in said


def read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # where nobody holds the other end
        return b""


@pytest.mark.parametrize("redirected", ["> /dev/null", ">&-", "| head -c 10"])
def test_the_app_needs_no_stdout(opened: Open, redirected: str) -> None:
    terminal = opened(program=["bash", "-c", f"set -o pipefail; {TUTOR} {redirected}"])
    terminal.until(FIRST)

    assert terminal.quit() == 0
    assert left_over(terminal.written) == []


@pytest.mark.parametrize(
    ("changed", "without"),
    [
        ({"LANG": "C", "LC_ALL": "C"}, ""),
        ({"PYTHONIOENCODING": "ascii"}, ""),
        ({"LANG": "xx_YY.ISO-9999", "LC_ALL": "xx_YY.ISO-9999"}, ""),
        ({"NO_COLOR": "1"}, ""),
        ({"COLUMNS": "abc", "LINES": "-3"}, ""),
        ({}, "HOME"),
        ({"TERM": "vt100"}, ""),
    ],
    ids=[
        "LANG=C",
        "ascii",
        "odd locale",
        "NO_COLOR",
        "COLUMNS",
        "no HOME",
        "vt100",
    ],
)
def test_any_environment_will_do(opened: Open, changed: dict[str, str], without: str) -> None:
    program = [sys.executable, "-m", "tutor.cli"]
    terminal = opened(program=["env", "-u", without, *program] if without else program, **changed)
    screen = terminal.until(FIRST)

    assert terminal.quit() == 0
    assert "Traceback" not in screen
    assert left_over(terminal.written) == []


@pytest.mark.parametrize("name", ["TUTOR_HOME", "HOME"])
def test_where_the_folder_cannot_be_made_that_is_said(
    opened: Open, tmp_path: Path, name: str
) -> None:
    (tmp_path / "file").write_text("no folder")

    terminal = opened(**{"TUTOR_HOME": "", name: str(tmp_path / "file" / "below")})
    terminal.until(FIRST)
    screen = terminal.until(lambda seen: "cannot" in seen and "written" in seen)

    assert terminal.quit() == 0
    assert FIRST in screen
