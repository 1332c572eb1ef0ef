"""The title index gives the course that reading every lesson would, and reads only what changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tutor.lesson import index
from tutor.lesson.course import load_course
from tutor.lesson.index import index_path, read_index

COURSE = """\
format: 1
id: torch
title: PyTorch
units:
  - {id: first, title: First, lessons: [one, two]}
  - {id: second, title: Second, lessons: [three]}
"""


@pytest.fixture
def folder(tmp_path: Path, good: str) -> Path:
    """Return a course of three lessons."""
    made = tmp_path / "course"
    for unit, name in (("first", "one"), ("first", "two"), ("second", "three")):
        (made / unit).mkdir(parents=True, exist_ok=True)
        text = good.replace("id: zero-grad", f"id: {name}").replace("[backward]", "[]")
        (made / unit / f"{name}.yaml").write_text(text, encoding="utf-8")
    (made / "course.yaml").write_text(COURSE, encoding="utf-8")
    return made


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Return the folder the index is kept in."""
    return tmp_path / "cache"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that gets the id of each lesson that is read from its file."""
    seen: list[str] = []
    whole = index.read_entry

    def counted(folder: Path, unit: str, lesson: Any, language: str) -> Any:
        seen.append(lesson.id)
        return whole(folder, unit, lesson, language)

    monkeypatch.setattr(index, "read_entry", counted)
    return seen


def changed(file: Path, old: str, new: str) -> None:
    """Change a file, and its time so that the clock's grain does not matter."""
    before = file.stat().st_mtime_ns
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    os.utime(file, ns=(before + 10**9, before + 10**9))


def test_the_first_reading_reads_every_lesson(folder: Path, cache: Path, read: list[str]) -> None:
    assert read_index(folder, cache) == load_course(folder)
    assert read == ["one", "two", "three"]


def test_the_second_reading_reads_none(folder: Path, cache: Path, read: list[str]) -> None:
    first = read_index(folder, cache)
    read.clear()

    assert read_index(folder, cache) == first
    assert read == []


def test_only_a_lesson_that_changed_is_read_again(
    folder: Path, cache: Path, read: list[str]
) -> None:
    read_index(folder, cache)
    read.clear()
    changed(folder / "first/two.yaml", "title: What", "title: Now")

    course = read_index(folder, cache)

    assert read == ["two"]
    assert course == load_course(folder)
    assert course.lessons[1].title == "Now zero_grad really clears"


def test_a_broken_lesson_is_kept_with_its_problems(
    folder: Path, cache: Path, read: list[str]
) -> None:
    changed(folder / "first/two.yaml", "minutes: 8", "minutes: eight")
    first = read_index(folder, cache)
    read.clear()

    assert read_index(folder, cache) == first == load_course(folder)
    assert read == []


def test_a_mended_lesson_is_read_again(folder: Path, cache: Path) -> None:
    changed(folder / "first/two.yaml", "minutes: 8", "minutes: eight")
    read_index(folder, cache)
    changed(folder / "first/two.yaml", "minutes: eight", "minutes: 8")

    assert read_index(folder, cache).lessons[1].problems == ()


def test_a_missing_lesson_is_found_once_it_is_there(folder: Path, cache: Path) -> None:
    lesson = folder / "second/three.yaml"
    text = lesson.read_text(encoding="utf-8")
    lesson.unlink()
    assert read_index(folder, cache).lessons[2].problems

    lesson.write_text(text, encoding="utf-8")

    assert read_index(folder, cache).lessons[2].problems == ()


def test_a_changed_course_file_reads_no_lesson_again(
    folder: Path, cache: Path, read: list[str]
) -> None:
    read_index(folder, cache)
    read.clear()
    changed(folder / "course.yaml", "[one, two]", "[two, one]")

    course = read_index(folder, cache)

    assert read == []
    assert [entry.id for entry in course.lessons] == ["two", "one", "three"]


def test_circles_are_found_in_what_is_kept(folder: Path, cache: Path) -> None:
    changed(folder / "first/one.yaml", "requires: []", "requires: [three]")
    read_index(folder, cache)
    changed(folder / "second/three.yaml", "requires: []", "requires: [one]")

    course = read_index(folder, cache)

    assert "one → three → one" in course.problems[0].message


def test_each_language_has_an_index_of_its_own(folder: Path, cache: Path) -> None:
    read_index(folder, cache, "en")
    (folder / "first/one.ko.yaml").write_text("format: 1\ntitle: 하나\n", encoding="utf-8")

    assert read_index(folder, cache, "ko").lessons[0].title == "하나"
    assert read_index(folder, cache, "en").lessons[0].title == "What zero_grad really clears"


def test_a_changed_translation_is_read_again(folder: Path, cache: Path, read: list[str]) -> None:
    overlay = folder / "first/one.ko.yaml"
    overlay.write_text("format: 1\ntitle: 하나\n", encoding="utf-8")
    read_index(folder, cache, "ko")
    read.clear()
    changed(overlay, "하나", "둘")

    assert read_index(folder, cache, "ko").lessons[0].title == "둘"
    assert read == ["one"]


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"edition": 1}',
        b"9" * 10_000,
    ],
)
def test_a_damaged_index_is_as_good_as_none(damage: bytes, folder: Path, cache: Path) -> None:
    read_index(folder, cache)
    index_path(folder, cache, "en").write_bytes(damage)

    assert read_index(folder, cache) == load_course(folder)


def mutated(data: Any, place: tuple[Any, ...], value: Any) -> Any:
    node = data
    for part in place[:-1]:
        node = node[part]
    node[place[-1]] = value
    return data


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("lessons", 0, 0), "../../etc"),
        (("lessons", 0, 1), "/etc"),
        (("lessons", 0, 0), None),
        (("lessons", 0, 2), [1, 2, 3]),
        (("lessons", 0, 2), "1234"),
        (("lessons", 0, 3), 7),
        (("lessons", 0, 4), "8"),
        (("lessons", 0, 5), True),
        (("lessons", 0, 6), ["one", None]),
        (("lessons", 0, 6), ["one"]),
        (("lessons", 0, 7), "goal"),
        (("lessons", 0, 10), [1]),
        (("lessons", 0, 11), [["x", 1, 1, "m"]]),
        (("lessons", 0, 11), [[1, 1, 1, "m", "h"]]),
        (("lessons", 0), []),
        (("lessons",), {"a": 1}),
        (("course",), []),
        (("course", 2, 0, 0), "../x"),
        (("course", 2, 0, 3, 0), "../x"),
        (("course", 1), None),
        (("stamp",), [1.5, 2, 3, 4]),
        (("folder",), "/elsewhere"),
        (("edition",), [0]),
    ],
)
def test_an_index_of_another_shape_is_as_good_as_none(
    place: tuple[Any, ...], value: Any, folder: Path, cache: Path
) -> None:
    expected = read_index(folder, cache)
    file = index_path(folder, cache, "en")
    file.write_text(json.dumps(mutated(json.loads(file.read_text()), place, value)))

    assert read_index(folder, cache) == expected


def test_an_index_that_is_a_pipe_is_as_good_as_none(folder: Path, cache: Path) -> None:
    file = index_path(folder, cache, "en")
    file.parent.mkdir(parents=True)
    os.mkfifo(file)

    assert read_index(folder, cache) == load_course(folder)


def test_a_cache_that_cannot_be_written_is_no_error(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")

    assert read_index(folder, tmp_path / "taken") == load_course(folder)


def test_writing_leaves_no_other_file_behind(folder: Path, cache: Path) -> None:
    read_index(folder, cache)

    assert list((cache / "titles").iterdir()) == [index_path(folder, cache, "en")]


def test_a_fresh_index_is_read_without_yaml_and_pydantic(folder: Path, cache: Path) -> None:
    read_index(folder, cache)
    program = (
        "import sys; from pathlib import Path; from tutor.lesson.index import read_index; "
        "course = read_index(Path(sys.argv[1]), Path(sys.argv[2]), 'en'); "
        "print(len(course.lessons), {'yaml', 'pydantic', 'tutor.lesson.model'} & set(sys.modules))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, str(folder), str(cache)],
        capture_output=True,
        check=True,
        text=True,
    )

    assert done.stdout.strip() == "3 set()"


def test_a_relative_folder_is_the_same_course(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, read: list[str]
) -> None:
    read_index(folder, cache)
    read.clear()
    monkeypatch.chdir(folder.parent)

    read_index(Path("course"), cache)

    assert read == []
