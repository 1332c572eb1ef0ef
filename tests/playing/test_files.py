"""A program of the playground as a file: it runs outside the tutor, and comes back as it was."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tutor.errors import PlayError
from tutor.playing.files import (
    FALLBACK,
    LONGEST,
    file_named,
    file_text,
    read_program,
    write_program,
)

PROGRAMS = {
    "no show": "x = 1\nprint(x)\n",
    "a show": "x = 1\nshow(x)\n",
    "no line end": "show(1)",
    "docstring and future": '"""What it does.\n\nMore."""\nfrom __future__ import annotations\n\nshow(1)\n',
    "future alone": "from __future__ import annotations\nx = 1\n\n\nshow(x)\n",
    "comment first": "# mine\nshow(1)\n",
    "a broken program": "show(1\n",
    "another thing's show": "import shop\nshop.show(1)\n",
    "empty": "",
}
OWN = {
    "a function": "def show(x):\n    pass\nshow(1)\n",
    "an import": "from shop import show\nshow(1)\n",
    "a name": "show = print\nshow(1)\n",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_comes_back_from_its_file_as_it_was(name: str, tmp_path: Path) -> None:
    source, file = PROGRAMS[name], tmp_path / "mine.py"

    write_program(file, source)

    assert read_program(file) == (source if source.endswith("\n") or not source else source + "\n")


@pytest.mark.parametrize(
    "name", ["a show", "no line end", "docstring and future", "future alone", "comment first"]
)
def test_the_file_runs_outside_the_tutor(name: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    write_program(file, PROGRAMS[name])

    done = subprocess.run([sys.executable, str(file)], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, "1\n")


@pytest.mark.parametrize(
    "source", [*OWN.values(), PROGRAMS["no show"], PROGRAMS["another thing's show"]]
)
def test_a_program_that_needs_no_show_gets_none(source: str) -> None:
    assert file_text(source) == source


def test_a_show_is_brought_once_however_often_it_is_saved(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    for _ in range(3):
        write_program(file, "show(1)\n")
        write_program(file, read_program(file))

    assert file.read_text().count(FALLBACK) == 1


def test_a_file_keeps_its_rights_and_a_link_stays_one(tmp_path: Path) -> None:
    file, link = tmp_path / "mine.py", tmp_path / "link.py"
    file.write_text("x = 1\n")
    file.chmod(0o640)
    link.symlink_to(file)

    write_program(link, "x = 2\n")

    assert link.is_symlink()
    assert file.read_text() == "x = 2\n"
    assert file.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("content", [b"\xff\xfe", b"x = 1\0", b"#" * (LONGEST + 1)])
def test_what_is_no_program_is_refused_in_a_sentence(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_bytes(content)

    with pytest.raises(PlayError, match=r"mine\.py.*\.$"):
        read_program(file)


@pytest.mark.parametrize("name", ["missing.py", "."])
def test_a_name_that_is_no_file_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(PlayError, match="no file"):
        read_program(tmp_path / name)


def test_a_folder_that_is_not_there_is_said_not_made(tmp_path: Path) -> None:
    with pytest.raises(PlayError, match="cannot be written"):
        write_program(tmp_path / "gone" / "mine.py", "x = 1\n")


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_bytes(b"\xef\xbb\xbfx = 1\r\ny = 2\r\n")

    assert read_program(file) == "x = 1\ny = 2\n"


@pytest.mark.parametrize(
    "name", ["x" * 300, "é" * 200, "~nobody-of-this-name/x.py", "a\0b", "\ud800"]
)
def test_a_name_no_file_can_have_is_refused_in_a_sentence(name: str) -> None:
    with pytest.raises(PlayError):
        file_named(name)


def test_a_name_in_ones_home_is_found_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))

    assert file_named("~/x.py") == tmp_path / "x.py"
