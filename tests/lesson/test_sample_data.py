"""The data that lessons open: small, and none of it without a lesson."""

from __future__ import annotations

import re
from fnmatch import fnmatch

from tutor.paths import shipped

DATA = shipped("assets") / "data"


def test_every_data_file_is_opened_by_a_lesson() -> None:
    lessons = [file.read_text(encoding="utf-8") for file in shipped("lessons").rglob("*.yaml")]

    named = {name for text in lessons for name in re.findall(r'"([\w*.-]+\.\w+)"', text)}

    unused = [f.name for f in DATA.iterdir() if not any(fnmatch(f.name, name) for name in named)]
    assert unused == []


def test_the_data_files_stay_small() -> None:
    assert sum(file.stat().st_size for file in DATA.iterdir()) < 64 * 2**10
