"""What a store does at every answer so that no end of the machine can take one: looked at as it happens."""

from __future__ import annotations

import ast
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.store.damage import DATABASE, TWIN, typed
from tutor.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path)
    made.open()
    made.append("attempt", "a", {"typed": 1})
    return made


def test_an_answer_is_acknowledged_after_both_files_were_forced_onto_the_disk(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    forced, connect = os.fsync, sqlite3.connect
    twin = (tmp_path / TWIN).stat().st_ino

    def watched(descriptor: int) -> None:
        forced(descriptor)
        if os.fstat(descriptor).st_ino == twin:
            reader = connect(f"{(tmp_path / DATABASE).as_uri()}?mode=ro", uri=True)
            rows = reader.execute("SELECT count(*) FROM event").fetchone()[0]
            reader.close()
            steps.append(f"twin on the disk, {rows} in the database")

    monkeypatch.setattr(os, "fsync", watched)
    store.append("attempt", "a", {"typed": 2})
    steps.append("acknowledged")
    store.close()

    assert steps == ["twin on the disk, 1 in the database", "acknowledged"]
    assert typed(tmp_path) == [1, 2]


def test_the_database_waits_for_the_disk_at_every_commit(store: Store) -> None:
    settings = [
        store._do(
            lambda keeper, name=name: keeper._database._execute(f"PRAGMA {name}").fetchone()[0]
        )
        for name in ("journal_mode", "synchronous", "fullfsync")
    ]
    store.close()

    assert settings == ["delete", 3, 1]


def test_an_answer_only_adds_to_the_twin(store: Store, tmp_path: Path) -> None:
    file = tmp_path / TWIN
    before, inode = file.read_bytes(), file.stat().st_ino

    store.append("attempt", "a", {"typed": 2})
    store.close()

    assert file.read_bytes().startswith(before)
    assert file.stat().st_ino == inode


def test_every_transaction_begins_by_asking_to_write(root: Path) -> None:
    begun = {
        node.value
        for path in (root / "tutor/store").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.startswith("BEGIN")
    }

    assert begun == {"BEGIN IMMEDIATE"}


def test_one_database_file_is_all_there_is_after_an_answer(store: Store, tmp_path: Path) -> None:
    found = sorted(file.name for file in tmp_path.glob("progress*"))
    store.close()

    assert found == [DATABASE, TWIN]


@pytest.mark.parametrize(
    "name", ["why?", "#1", "100%", "50%20", "한글", "a b", "'quoted\"", "new\nline"]
)
def test_any_name_of_the_folder_is_that_folder(name: str, tmp_path: Path) -> None:
    folder = tmp_path / name
    store = Store(folder)
    store.open()
    store.append("attempt", "a", {"typed": name})
    store.close()

    assert typed(folder) == [name]
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_any_thread_may_use_a_store(store: Store) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: store.append("attempt", "a", {"typed": n}), range(2, 42)))
        counts = list(threads.map(lambda _: len(store.events()), range(8)))
    store.close()

    assert counts == [41] * 8
