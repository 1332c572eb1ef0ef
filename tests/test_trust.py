"""A yes to a course holds for its folder and its files as they were, on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tutor.errors import StoreReadOnly
from tutor.merge import Merged, merge
from tutor.paths import shipped
from tutor.store import Store
from tutor.store.exchange import write_export
from tutor.trust import Trust, came_with_tutor


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "home")
    made.open()
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "course"
    (made / "first").mkdir(parents=True)
    (made / "course.yaml").write_text("id: course\n")
    (made / "first/lesson.yaml").write_text("id: lesson\n")
    return made


def test_only_the_course_beside_the_tutor_came_with_it(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(shipped("lessons"))

    assert came_with_tutor(shipped("lessons"))
    assert came_with_tutor(tmp_path / "link")
    assert not came_with_tutor(folder)
    assert not came_with_tutor(shipped("lessons") / "autograd")


def test_nothing_is_trusted_until_yes_was_said_and_then_for_good(
    folder: Path, store: Store
) -> None:
    before = Trust(folder, store).is_given()
    Trust(folder, store).give()

    assert not before
    assert Trust(folder, store).is_given()


@pytest.mark.parametrize("change", ["text", "name", "more", "less"])
def test_a_course_that_was_changed_is_asked_about_again(
    folder: Path, store: Store, change: str
) -> None:
    trust = Trust(folder, store)
    trust.give()
    lesson = folder / "first/lesson.yaml"
    if change == "text":
        lesson.write_text("id: lesson\n# changed\n")
    elif change == "name":
        lesson.rename(folder / "first/other.yaml")
    elif change == "more":
        (folder / "first/lesson.ko.yaml").write_text("id: lesson\n")
    else:
        lesson.unlink()

    assert not trust.is_given()
    assert not Trust(folder, store).is_given()


def test_a_copy_of_a_course_in_another_folder_is_asked_about(
    folder: Path, store: Store, tmp_path: Path
) -> None:
    Trust(folder, store).give()
    moved = folder.rename(tmp_path / "moved")

    assert not Trust(moved, store).is_given()


def test_a_yes_that_cannot_be_kept_holds_until_the_tutor_is_left(
    folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust = Trust(folder, store)

    def refuse(*_: object) -> None:
        raise StoreReadOnly("read-only")

    monkeypatch.setattr(store, "append", refuse)
    with pytest.raises(StoreReadOnly):
        trust.give()

    assert trust.is_given()
    assert not Trust(folder, store).is_given()


def test_a_yes_does_not_come_with_the_progress_of_another_machine(
    folder: Path, store: Store, tmp_path: Path
) -> None:
    Trust(folder, store).give()
    write_export(tmp_path / "export.jsonl", store.events())
    other = Store(tmp_path / "other")
    other.open()

    merged = merge(other, tmp_path / "export.jsonl")
    given = Trust(folder, other).is_given()
    other.close()

    assert merged == Merged(added=0, known=0, unread=0)
    assert not given
