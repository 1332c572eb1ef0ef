"""The store: what is acknowledged is on the disk, what is damaged is told and left alone."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tutor.errors import StoreBusy, StoreDamaged, StoreError, StoreReadOnly
from tutor.store import Event, Store


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


def test_the_newest_event_of_each_lesson_is_at_hand(store: Store) -> None:
    for step in range(3):
        store.append("visited", "a", {"step": step})
    store.append("visited", "b", {"step": 9})

    assert {name: e.body["step"] for name, e in store.latest("visited").items()} == {"a": 2, "b": 9}


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
    lock = sqlite3.connect(store.path, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")

    with pytest.raises(StoreBusy):
        other.append("attempt", "a", {})

    lock.execute("ROLLBACK")
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
    monkeypatch.setattr("tutor.store.database.os.access", lambda *_: False)
    store = Store(folder)
    opened = store.open()

    event = await store.recorder()("attempt", "a", {"n": 1})

    assert opened.read_only
    assert event.body == {"n": 1}
    assert store.events() == ()
    store.close()


@pytest.mark.parametrize(
    "damage",
    [b"not a database at all, but long enough to be one" * 40, b"{}", b"SQLite format 3\0"],
)
def test_a_file_that_is_no_store_is_left_as_it_is(folder: Path, damage: bytes) -> None:
    folder.mkdir()
    (folder / "progress.db").write_bytes(damage)

    with pytest.raises(StoreError):
        Store(folder).open()

    assert (folder / "progress.db").read_bytes() == damage


def test_a_database_of_something_else_is_refused(folder: Path) -> None:
    folder.mkdir()
    with sqlite3.connect(folder / "progress.db") as connection:
        connection.execute("CREATE TABLE notes (text)")

    with pytest.raises(StoreDamaged):
        Store(folder).open()


def test_a_changed_byte_in_a_row_is_not_passed_on(store: Store, folder: Path) -> None:
    store.append("attempt", "a", {"typed": "right"})
    store.append("attempt", "a", {"typed": "kept"})
    store.close()
    with sqlite3.connect(folder / "progress.db") as connection:
        connection.execute('UPDATE event SET body = \'{"typed": "wrong"}\' WHERE seq = 1')

    assert [event.body["typed"] for event in reopened(folder)] == ["kept"]


def test_a_file_replaced_while_open_is_noticed_before_the_answer_is_shown(
    store: Store, folder: Path
) -> None:
    store.append("attempt", "a", {})
    shutil.copy(store.path, folder / "copy.db")
    (folder / "copy.db").replace(store.path)

    with pytest.raises(StoreError):
        store.append("attempt", "a", {})


WRITER = """
import sys
from pathlib import Path
from tutor.store import Store
store = Store(Path(sys.argv[1]))
store.open()
n = 0
while True:
    store.append("attempt", sys.argv[2], {"n": n})
    sys.stdout.write(f"{n}\\n")
    sys.stdout.flush()
    n += 1
"""


def test_kill_9_loses_nothing_that_was_acknowledged(folder: Path) -> None:
    acknowledged: dict[str, int] = {}
    for round_ in range(6):
        writers = {
            f"w{round_}-{k}": subprocess.Popen(
                [sys.executable, "-c", WRITER, str(folder), f"w{round_}-{k}"],
                stdout=subprocess.PIPE,
                text=True,
            )
            for k in range(2)
        }
        time.sleep(0.35 + 0.03 * round_)
        for name, writer in writers.items():
            os.kill(writer.pid, signal.SIGKILL)
            said, _ = writer.communicate()
            acknowledged[name] = said.count("\n")

    kept: dict[str, list[object]] = {}
    for event in reopened(folder):
        kept.setdefault(event.lesson, []).append(event.body["n"])
    assert sum(acknowledged.values()) > 0
    for name, count in acknowledged.items():
        assert kept.get(name, [])[:count] == list(range(count))
        assert len(kept.get(name, [])) - count <= 1
