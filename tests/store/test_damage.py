"""Damage to any one file of a store loses nothing, is told, and is set aside instead of deleted."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.damage import DATABASE, KINDS, TWIN, notices, typed
from tutor.store import Store
from tutor.store.events import Event

COUNT = 60


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "progress"
    store = Store(folder)
    store.open()
    for n in range(COUNT):
        store.append("attempt", "a", {"typed": n, "padding": "x" * 100})
    store.close()
    return folder


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_lost_by_damage_to_one_file(folder: Path, kind: str) -> None:
    KINDS[kind](folder)

    assert typed(folder) == list(range(COUNT))
    assert typed(folder) == list(range(COUNT))


@pytest.mark.parametrize("kind", ["header", "half", "page", "other text"])
def test_a_damaged_database_is_told_and_kept(folder: Path, kind: str) -> None:
    KINDS[kind](folder)
    damaged = (folder / DATABASE).read_bytes()

    (said,) = notices(folder)

    (aside,) = folder.glob("progress.db.broken-*")
    assert aside.read_bytes() == damaged
    assert aside.name in said


def test_a_store_whose_database_was_cut_to_nothing_is_not_a_new_one(folder: Path) -> None:
    KINDS["empty"](folder)

    assert len(notices(folder)) == 1


def test_both_files_damaged_leaves_the_newest_backup_and_says_so(folder: Path) -> None:
    store = Store(folder)
    store.open()
    store.back_up()
    store.append("attempt", "a", {"typed": "after the backup"})
    store.close()
    (folder / DATABASE).write_bytes(b"no database")
    (folder / TWIN).write_bytes(b"no lines\n" * 10)

    said = notices(folder)

    assert typed(folder) == list(range(COUNT))
    assert len(said) == 2


def test_a_database_of_another_program_is_set_aside_whole(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / DATABASE)) as connection, connection:
        connection.execute("CREATE TABLE notes (text)")
    before = (tmp_path / DATABASE).read_bytes()

    assert typed(tmp_path) == []

    (aside,) = tmp_path.glob("progress.db.broken-*")
    assert aside.read_bytes() == before


def test_the_database_alone_is_enough(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(folder / DATABASE, elsewhere)

    assert typed(elsewhere) == list(range(COUNT))


def test_the_twin_alone_is_enough(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(folder / TWIN, elsewhere)

    assert typed(elsewhere) == list(range(COUNT))


@pytest.mark.parametrize("name", [DATABASE, TWIN])
def test_a_file_deleted_while_open_is_made_again_before_the_answer_is_shown(
    folder: Path, name: str
) -> None:
    store = Store(folder)
    store.open()
    (folder / name).unlink()

    store.append("attempt", "a", {"typed": "last"})
    store.close()

    assert typed(folder) == [*range(COUNT), "last"]


def test_a_file_replaced_by_an_older_one_while_open_is_filled_up_again(folder: Path) -> None:
    shutil.copy(folder / DATABASE, folder / "older.db")
    store = Store(folder)
    store.open()
    store.append("attempt", "a", {"typed": "between"})
    (folder / "older.db").replace(folder / DATABASE)

    store.append("attempt", "a", {"typed": "last"})
    store.close()

    assert typed(folder) == [*range(COUNT), "between", "last"]


def test_what_was_only_in_the_twin_when_the_power_went_is_there(folder: Path) -> None:
    whole = (folder / TWIN).read_text()
    with closing(sqlite3.connect(folder / DATABASE)) as connection, connection:
        connection.execute("DELETE FROM event WHERE seq > 58")
    (folder / TWIN).write_text(whole + '\n{"id": "torn", "at": 1.0, "sess')

    assert typed(folder) == list(range(COUNT))


def test_a_changed_byte_far_back_in_a_long_history_is_mended_when_it_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _shorten_what_is_compared_at_start(monkeypatch)
    KINDS["byte"](folder)
    store = Store(folder)
    store.open()

    assert [event.body["typed"] for event in store.events()] == list(range(COUNT))
    assert store.verify() == 0
    store.close()


def test_the_latest_of_a_lesson_is_mended_when_it_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _latest(folder)
    _shorten_what_is_compared_at_start(monkeypatch)
    with closing(sqlite3.connect(folder / DATABASE)) as connection, connection:
        connection.execute("UPDATE event SET body = replace(body, 'typed', 'types')")

    assert before
    assert _latest(folder) == before


def test_a_row_that_neither_file_has_whole_is_left_out_and_the_rest_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _shorten_what_is_compared_at_start(monkeypatch)
    lines = (folder / TWIN).read_text().splitlines()
    (folder / TWIN).write_text(
        "\n".join(line.replace('typed\\": 0', 'typed\\": 9') for line in lines)
    )
    KINDS["byte"](folder)
    store = Store(folder)
    store.open()

    for _ in range(2):
        assert [event.body["typed"] for event in store.events()] == list(range(1, COUNT))
    store.close()


def test_rows_that_are_missing_far_back_come_back_when_both_files_are_compared(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _shorten_what_is_compared_at_start(monkeypatch)
    with closing(sqlite3.connect(folder / DATABASE)) as connection, connection:
        connection.execute("DELETE FROM event WHERE seq < 4")
    store = Store(folder)
    store.open()

    assert store.verify() == 3
    assert len(store.events()) == COUNT
    store.close()


def _latest(folder: Path) -> Mapping[tuple[str, str], Event]:
    store = Store(folder)
    store.open()
    try:
        return store.latest_of_items("attempt")
    finally:
        store.close()


def _shorten_what_is_compared_at_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.store.keeper.TAIL", 2000)
    monkeypatch.setattr("tutor.store.twin.TAIL", 4000)
    monkeypatch.setattr("tutor.store.keeper.NEWEST", 5)


def test_a_read_only_folder_shows_what_a_damaged_database_held(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    KINDS["header"](folder)
    monkeypatch.setattr("tutor.store.keeper.os.access", lambda *_: False)

    assert typed(folder) == list(range(COUNT))
    assert not list(folder.glob("*.broken-*"))
