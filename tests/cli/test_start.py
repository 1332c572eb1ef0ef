"""What the first moments of a call import and say: no more than they need."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from tutor.cli.versions import versions


def _python(code: str, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"TUTOR_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_way_to_the_app_imports_no_library(tmp_path: Path) -> None:
    code = "import sys, tutor.cli, tutor.cli.faces; print({'click', 'asyncio', 'sqlite3'} & {*sys.modules})"

    assert _python(code, tmp_path).stdout == "set()\n"


def test_the_list_needs_no_command_line_library_and_no_event_loop(tmp_path: Path) -> None:
    code = (
        "import sys; from tutor.cli import main; main(['list']);"
        "print({'click', 'asyncio', 'pydantic', 'yaml'} & {*sys.modules})"
    )
    _python(code, tmp_path)  # reads the lessons and writes the index

    assert _python(code, tmp_path).stdout.endswith("\nset()\n")


def test_the_list_is_the_same_with_and_without_options(tmp_path: Path) -> None:
    plain = _python("from tutor.cli import main; main(['list'])", tmp_path)
    through_click = _python("from tutor.cli import main; main(['list', '--lang', 'en'])", tmp_path)

    assert plain.stdout == through_click.stdout


def test_a_list_that_nobody_reads_to_its_end_says_nothing(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-c", "from tutor.cli import main; main(['list'])"],
        env=os.environ | {"TUTOR_HOME": str(tmp_path)},
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    os.close(writing)

    assert (done.returncode, done.stderr) == (1, b"")


def test_asyncio_comes_without_tls_which_can_still_be_imported(tmp_path: Path) -> None:
    code = (
        "from tutor.cli.faces import _import_asyncio_alone as alone; alone();"
        "import asyncio.sslproto; print(asyncio.sslproto.ssl);"
        "import ssl; print(ssl.__name__)"
    )

    assert _python(code, tmp_path).stdout == "None\nssl\n"


def test_versions_are_those_of_the_package_metadata() -> None:
    found = versions()

    assert found["torch"] == version("torch")
    assert found["Textual"] == version("textual")
    assert found["tutor"] == version("torch-tutor")


def test_a_version_that_no_folder_tells_is_missing(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(sys, "path", [])

    assert versions()["torch"] == "missing"
