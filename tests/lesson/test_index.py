"""The title index gives the course that reading every lesson would, and reads only what changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tutor.errors import Problem
from tutor.lesson import index
from tutor.lesson.course import load_course
from tutor.lesson.entries import Course, LessonEntry
from tutor.lesson.index import OUTLINE, index_folder, read_index

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
    plain = index.read_entry

    def counted(folder: Path, unit: str, lesson: Any, language: str) -> Any:
        seen.append(lesson.id)
        return plain(folder, unit, lesson, language)

    monkeypatch.setattr(index, "read_entry", counted)
    return seen


def whole(course: Course) -> tuple[Course, tuple[LessonEntry, ...], tuple[Problem, ...]]:
    """Return a course with all there is to it: its entries are made when they are looked at."""
    return course, course.lessons, course.problems


def changed(file: Path, old: str, new: str) -> None:
    """Change a file, and its time so that the clock's grain does not matter."""
    before = file.stat().st_mtime_ns
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    os.utime(file, ns=(before + 10**9, before + 10**9))


def test_the_first_reading_reads_every_lesson(folder: Path, cache: Path, read: list[str]) -> None:
    assert whole(read_index(folder, cache)) == whole(load_course(folder))
    assert read == ["one", "two", "three"]


def test_the_second_reading_reads_none(folder: Path, cache: Path, read: list[str]) -> None:
    first = whole(read_index(folder, cache))
    read.clear()

    assert whole(read_index(folder, cache)) == first
    assert read == []


def test_only_a_lesson_that_changed_is_read_again(
    folder: Path, cache: Path, read: list[str]
) -> None:
    whole(read_index(folder, cache))
    read.clear()
    changed(folder / "first/two.yaml", "title: What", "title: Now")

    course = read_index(folder, cache)

    assert whole(course) == whole(load_course(folder))
    assert read == ["two"]
    assert course.lessons[1].title == "Now zero_grad really clears"


def test_a_broken_lesson_is_kept_with_its_problems(
    folder: Path, cache: Path, read: list[str]
) -> None:
    changed(folder / "first/two.yaml", "minutes: 8", "minutes: eight")
    first = whole(read_index(folder, cache))
    read.clear()

    assert whole(read_index(folder, cache)) == first == whole(load_course(folder))
    assert read == []


def test_a_mended_lesson_is_read_again(folder: Path, cache: Path) -> None:
    changed(folder / "first/two.yaml", "minutes: 8", "minutes: eight")
    whole(read_index(folder, cache))
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
    whole(read_index(folder, cache))
    read.clear()
    changed(folder / "course.yaml", "[one, two]", "[two, one]")

    course = read_index(folder, cache)

    assert [entry.id for entry in course.lessons] == ["two", "one", "three"]
    assert read == []


def test_circles_are_found_in_what_is_kept(folder: Path, cache: Path) -> None:
    changed(folder / "first/one.yaml", "requires: []", "requires: [three]")
    whole(read_index(folder, cache))
    changed(folder / "second/three.yaml", "requires: []", "requires: [one]")

    course = read_index(folder, cache)

    assert "one → three → one" in course.problems[0].message


def test_each_language_has_an_index_of_its_own(folder: Path, cache: Path) -> None:
    whole(read_index(folder, cache, "en"))
    (folder / "first/one.ko.yaml").write_text("format: 1\ntitle: 하나\n", encoding="utf-8")

    assert read_index(folder, cache, "ko").lessons[0].title == "하나"
    assert read_index(folder, cache, "en").lessons[0].title == "What zero_grad really clears"


def test_a_changed_translation_is_read_again(folder: Path, cache: Path, read: list[str]) -> None:
    overlay = folder / "first/one.ko.yaml"
    overlay.write_text("format: 1\ntitle: 하나\n", encoding="utf-8")
    whole(read_index(folder, cache, "ko"))
    read.clear()
    changed(overlay, "하나", "둘")

    assert read_index(folder, cache, "ko").lessons[0].title == "둘"
    assert read == ["one"]


@pytest.mark.parametrize("name", [OUTLINE, "first.json"])
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
def test_a_damaged_index_is_as_good_as_none(
    damage: bytes, name: str, folder: Path, cache: Path
) -> None:
    whole(read_index(folder, cache))
    (index_folder(folder, cache, "en") / name).write_bytes(damage)

    assert whole(read_index(folder, cache)) == whole(load_course(folder))


def mutated(data: Any, place: tuple[Any, ...], value: Any) -> Any:
    node = data
    for part in place[:-1]:
        node = node[part]
    node[place[-1]] = value
    return data


@pytest.mark.parametrize(
    ("name", "place", "value"),
    [
        ("first.json", ("lessons", 0, 0), "../../etc"),
        ("first.json", ("lessons", 0, 0), None),
        ("first.json", ("lessons", 0, 1), [1, 2, 3]),
        ("first.json", ("lessons", 0, 1), "1234"),
        ("first.json", ("lessons", 0, 2), 7),
        ("first.json", ("lessons", 0, 3), "8"),
        ("first.json", ("lessons", 0, 4), True),
        ("first.json", ("lessons", 0, 5), ["one", None]),
        ("first.json", ("lessons", 0, 5), ["one"]),
        ("first.json", ("lessons", 0, 6), "goal"),
        ("first.json", ("lessons", 0, 9), [1]),
        ("first.json", ("lessons", 0, 10), [["x", 1, 1, "m"]]),
        ("first.json", ("lessons", 0, 10), [[1, 1, 1, "m", "h"]]),
        ("first.json", ("lessons", 0), []),
        ("first.json", ("lessons",), {"a": 1}),
        ("first.json", ("lessons",), None),
        ("first.json", ("unit",), "second"),
        ("first.json", ("unit",), ["first"]),
        ("first.json", ("folder",), "/elsewhere"),
        ("first.json", ("edition",), [0]),
        (OUTLINE, ("course",), []),
        (OUTLINE, ("course", 1), None),
        (OUTLINE, ("course", 2), {"a": 1}),
        (OUTLINE, ("course", 2, 0), ["first", "First", ""]),
        (OUTLINE, ("course", 2, 0, 0), "../x"),
        (OUTLINE, ("course", 2, 0, 1), 1),
        (OUTLINE, ("course", 2, 0, 3), {"one": 1}),
        (OUTLINE, ("course", 2, 0, 3, 0), "../x"),
        (OUTLINE, ("course", 2, 0, 3, 0), None),
        (OUTLINE, ("course", 2, 0, 4), [1]),
        (OUTLINE, ("course", 2, 0, 5), [1, "2"]),
        (OUTLINE, ("course", 3), [["old"]]),
        (OUTLINE, ("stamp",), [1.5, 2, 3, 4]),
        (OUTLINE, ("folder",), "/elsewhere"),
        (OUTLINE, ("edition",), [0]),
    ],
)
def test_an_index_of_another_shape_is_as_good_as_none(
    name: str, place: tuple[Any, ...], value: Any, folder: Path, cache: Path
) -> None:
    expected = whole(read_index(folder, cache))
    file = index_folder(folder, cache, "en") / name
    file.write_text(json.dumps(mutated(json.loads(file.read_text()), place, value)))

    assert whole(read_index(folder, cache)) == expected


def test_an_index_that_is_a_pipe_is_as_good_as_none(folder: Path, cache: Path) -> None:
    place = index_folder(folder, cache, "en")
    place.mkdir(parents=True)
    os.mkfifo(place / OUTLINE)
    os.mkfifo(place / "first.json")

    assert whole(read_index(folder, cache)) == whole(load_course(folder))


def test_a_cache_that_cannot_be_written_is_no_error(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")

    assert whole(read_index(folder, tmp_path / "taken")) == whole(load_course(folder))


def test_writing_leaves_no_other_file_behind(folder: Path, cache: Path) -> None:
    whole(read_index(folder, cache))

    (place,) = (cache / "titles").iterdir()
    assert place == index_folder(folder, cache, "en")
    assert {file.name for file in place.iterdir()} == {OUTLINE, "first.json", "second.json"}


def test_a_fresh_index_is_read_without_yaml_and_pydantic(folder: Path, cache: Path) -> None:
    whole(read_index(folder, cache))
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
    whole(read_index(folder, cache))
    read.clear()
    monkeypatch.chdir(folder.parent)

    whole(read_index(Path("course"), cache))

    assert read == []


def test_no_lesson_is_looked_at_before_one_of_its_unit_is(
    folder: Path, cache: Path, read: list[str]
) -> None:
    course = read_index(folder, cache)

    assert course.ids == ("one", "two", "three")
    assert course.present_name("three") == "three"
    assert read == []


def test_a_lesson_looked_at_reads_its_unit_alone(
    folder: Path, cache: Path, read: list[str]
) -> None:
    course = read_index(folder, cache)

    assert course.lesson("three") == load_course(folder).lesson("three")
    assert read == ["three"]


def test_a_lesson_that_changes_before_it_is_looked_at_is_read_again(
    folder: Path, cache: Path
) -> None:
    whole(read_index(folder, cache))
    course = read_index(folder, cache)
    changed(folder / "second/three.yaml", "title: What", "title: Now")

    assert course.lessons[2].title == "Now zero_grad really clears"


def test_a_unit_kept_in_the_place_of_another_is_as_good_as_none(folder: Path, cache: Path) -> None:
    expected = whole(read_index(folder, cache))
    place = index_folder(folder, cache, "en")
    (place / "first.json").replace(place / "second.json")

    assert whole(read_index(folder, cache)) == expected
