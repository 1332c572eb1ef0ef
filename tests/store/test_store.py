"""The store: what is acknowledged is on the disk, in order, for every reader."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import cast

import pytest

from tutor.errors import StoreBusy, StoreReadOnly
from tutor.store import Event, Store
from tutor.store.database import Database
from tutor.store.events import Opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "progress of mine #1?"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    made = Store(folder)
    made.open()
    yield made
    made.close()


def reopened(folder: Path) -> tuple[Event, ...]:
    again = Store(folder)
    again.open()
    try:
        return again.events()
    finally:
        again.close()


@contextmanager
def written_by_another(folder: Path) -> Iterator[None]:
    """Hold the lock of the database, as another process does while it writes."""
    lock = sqlite3.connect(folder / "progress.db", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        lock.execute("ROLLBACK")
        lock.close()


def test_what_was_appended_is_there_after_opening_again(store: Store, folder: Path) -> None:
    store.append(
        "attempt", "zero-grad", {"typed": "9", "n": 3, "ok": True, "none": None, "ü": "한"}
    )
    store.close()

    (event,) = reopened(folder)

    assert (event.kind, event.lesson) == ("attempt", "zero-grad")
    assert event.body == {"typed": "9", "n": 3, "ok": True, "none": None, "ü": "한"}


async def test_record_returns_the_committed_event(store: Store) -> None:
    event = await store.record("visited", "a", {"step": 1})

    assert store.events() == (event,)


def test_events_keep_their_order_though_the_clock_goes_back(folder: Path) -> None:
    times = iter([100.0, 50.0, 60.0])
    store = Store(folder, clock=lambda: next(times))
    store.open()

    events = [store.append("visited", "a", {"step": n}) for n in range(3)]
    store.close()

    assert [event.at for event in events] == [100.0, 100.0, 100.0]
    assert [event.body["step"] for event in reopened(folder)] == [0, 1, 2]


def test_an_event_of_the_same_id_is_kept_once(store: Store) -> None:
    first = store.append("attempt", "a", {"n": 1}, id="x")
    again = store.append("attempt", "a", {"n": 1}, id="x")

    assert first == again
    assert len(store.events()) == 1


def test_events_are_found_by_lesson_and_kind(store: Store) -> None:
    for lesson, kind in (("a", "visited"), ("b", "visited"), ("a", "attempt")):
        store.append(kind, lesson, {})

    assert len(store.events(lesson="a")) == 2
    assert len(store.events(kinds=("visited",))) == 2
    assert len(store.events(after=2)) == 1


def test_the_newest_events_alone_come_in_their_order(store: Store) -> None:
    for number in range(5):
        store.append("played", "", {"n": number})
        store.append("chose", "", {"n": number})

    found = store.events(lesson="", kinds=("played",), newest=2)

    assert [event.body["n"] for event in found] == [3, 4]


def test_the_newest_event_of_each_lesson_is_at_hand(store: Store) -> None:
    for step in range(3):
        store.append("visited", "a", {"step": step})
    store.append("visited", "b", {"step": 9})

    assert {name: e.body["step"] for name, e in store.latest("visited").items()} == {"a": 2, "b": 9}


def test_the_newest_event_of_each_question_is_at_hand(store: Store) -> None:
    for question, seed in (("q", 1), ("r", 2), ("q", 3)):
        store.append("drawn", "a", {"question": question, "seed": seed})

    newest = store.latest_of_items("drawn")

    assert {key: event.body["seed"] for key, event in newest.items()} == {
        ("a", "q"): 3,
        ("a", "r"): 2,
    }


def test_two_stores_on_one_file_both_save(store: Store, folder: Path) -> None:
    other = Store(folder)
    other.open()
    for n in range(20):
        (store if n % 2 else other).append("attempt", "a", {"n": n})
    other.close()

    assert [event.body["n"] for event in store.events()] == list(range(20))


def test_a_writer_that_waits_too_long_is_told_so(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tutor.store.database.BUSY_MS", 50)
    other = Store(folder)
    other.open()

    with written_by_another(folder), pytest.raises(StoreBusy):
        other.append("attempt", "a", {})

    other.append("attempt", "a", {})
    other.close()


def test_a_newer_file_is_shown_and_not_written(store: Store, folder: Path) -> None:
    store.append("attempt", "a", {})
    store.close()
    with sqlite3.connect(folder / "progress.db") as connection:
        connection.execute("PRAGMA user_version = 99")

    newer = Store(folder)
    opened = newer.open()

    assert opened.read_only
    assert opened.notices
    assert len(newer.events()) == 1
    with pytest.raises(StoreReadOnly):
        newer.append("attempt", "a", {})
    newer.close()


async def test_where_nothing_can_be_kept_one_can_still_learn(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir()
    monkeypatch.setattr("tutor.store.keeper.os.access", lambda *_: False)
    store = Store(folder)
    opened = store.open()

    event = await store.recorder()("attempt", "a", {"n": 1})

    assert opened.read_only
    assert event.body == {"n": 1}
    assert store.events() == ()
    store.close()


def test_what_was_refused_and_tried_again_is_kept_once(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tutor.store.database.BUSY_MS", 20)
    store.close()
    store.open()
    with written_by_another(folder):
        for _ in range(2):
            with pytest.raises(StoreBusy):
                store.append("attempt", "a", {"typed": "9"})

    store.append("attempt", "a", {"typed": "9"})
    store.close()

    assert [event.body["typed"] for event in reopened(folder)] == ["9"]


def test_what_was_refused_does_not_come_back_by_itself(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tutor.store.database.BUSY_MS", 20)
    store.close()
    store.open()
    with written_by_another(folder), pytest.raises(StoreBusy):
        store.append("attempt", "a", {"typed": "9"})
    store.close()

    assert reopened(folder) == ()


class _Overtaken(Database):
    """A database that another tutor makes between any two looks of this one."""

    def _execute(self, statement: str, values: Iterable[object] = ()) -> sqlite3.Cursor:
        found = super()._execute(statement, values)
        rows = found.fetchall() if statement.startswith(("SELECT", "PRAGMA app")) else None
        if rows is None:
            return found
        other = Store(self.path.parent)
        other.open()
        other.append("attempt", "a", {"typed": "theirs"})
        other.close()
        return cast("sqlite3.Cursor", _Rows(rows))


class _Rows:
    def __init__(self, rows: list[tuple[object, ...]]) -> None:
        self._rows = rows

    def fetchone(self) -> tuple[object, ...]:
        return self._rows[0]


def test_a_file_that_another_tutor_is_just_making_is_not_damaged(tmp_path: Path) -> None:
    database = _Overtaken(tmp_path / "progress.db")

    database.open()

    database.close()
    assert not list(tmp_path.glob("*.broken-*"))


def test_a_store_that_another_tutor_begins_meanwhile_is_not_taken_for_an_emptied_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Store(tmp_path)
    exists = Path.exists

    looks = iter(["whether it can be written", "whether it was emptied"])

    def begun_meanwhile(path: Path) -> bool:
        if path.name == "progress.db" and next(looks) == "whether it was emptied":
            monkeypatch.undo()
            monkeypatch.setattr("tutor.store.turns.PATIENCE", 0.0)
            other.open()
            other.append("attempt", "a", {"typed": "theirs"})
            return False
        return exists(path)

    ours = Store(tmp_path)
    monkeypatch.setattr(Path, "exists", begun_meanwhile)
    opened = ours.open()

    assert opened.notices == ()
    assert [event.body for event in ours.events()] == [{"typed": "theirs"}]
    assert not list(tmp_path.glob("*.broken-*"))
    other.close()
    ours.close()


def test_tutors_that_find_damage_at_the_same_moment_mend_it_once(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.open()
    store.append("attempt", "a", {"typed": "old"})
    store.close()
    (tmp_path / "progress.db").write_text("nonsense")
    opened: list[Opened] = []
    stores = [Store(tmp_path) for _ in range(4)]

    threads = [Thread(target=lambda each=each: opened.append(each.open())) for each in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(len(each.notices) for each in opened) == [0, 0, 0, 1]
    assert len(list(tmp_path.glob("*.broken-*"))) == 1
    for each in stores:
        assert [event.body["typed"] for event in each.events()] == ["old"]
        each.close()
