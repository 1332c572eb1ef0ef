"""Backups: made when something has changed, thinned as they age, brought back without deleting."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tests.store.damage import DATABASE, typed
from tutor.cli.root import root
from tutor.errors import StoreDamaged
from tutor.store import Event, Store
from tutor.store.backups import DAY, DAYS, RECENT, WEEKS, Backup, backups, thinned
from tutor.store.restore import restore
from tutor.store.salvage import salvaged


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = Store(tmp_path)
    store.open()
    store.append("attempt", "a", {"typed": "first"})
    store.back_up()
    store.append("attempt", "a", {"typed": "second"})
    store.close()
    return tmp_path


def events_of(path: Path) -> list[Event]:
    return [row.event(0) for row in salvaged(path).values()]


def test_a_backup_is_made_only_when_something_has_changed(folder: Path) -> None:
    store = Store(folder)
    store.open()

    made = [store.back_up().path for _ in range(2)]
    store.close()

    assert made[0] == made[1]
    assert len(backups(folder)) == 2


def test_restoring_brings_back_the_backup_and_keeps_what_was_there(folder: Path) -> None:
    (backup,) = backups(folder)

    _, count, aside = restore(folder, backup.path.name)

    assert count == 1
    assert typed(folder) == ["first"]
    assert aside is not None
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / DATABASE).write_bytes(aside.read_bytes())
    assert typed(elsewhere) == ["first", "second"]


def test_what_comes_after_a_restore_is_backed_up_beside_what_was_left(folder: Path) -> None:
    store = Store(folder)
    store.open()
    left = store.back_up()
    store.close()
    restore(folder, min(backups(folder), key=lambda each: each.newest).path.name)

    store.open()
    store.append("attempt", "a", {"typed": "another second"})
    made = store.back_up()
    store.close()

    assert made.path != left.path
    assert made.path in [each.path for each in backups(folder)]
    assert [event.body["typed"] for event in events_of(made.path)] == ["first", "another second"]


def test_what_is_no_backup_is_not_restored(folder: Path) -> None:
    (folder / "backups" / "notes.db").write_text("my notes")

    with pytest.raises(StoreDamaged):
        restore(folder, "notes.db")
    with pytest.raises(StoreDamaged):
        restore(folder, "nothing.db")

    assert typed(folder) == ["first", "second"]


def test_an_older_store_is_copied_before_it_is_migrated(folder: Path) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER event_is_latest")
        connection.execute("DROP TABLE latest")
        connection.execute("DROP INDEX event_by_time")
        connection.execute("CREATE TABLE latest (kind TEXT, lesson TEXT, seq INTEGER)")
        connection.execute(
            "CREATE TRIGGER event_is_latest AFTER INSERT ON event BEGIN SELECT 1; END"
        )
        connection.execute("PRAGMA user_version = 1")

    assert typed(folder) == ["first", "second"]

    assert [each.newest for each in backups(folder)] == [2, 1]


@given(st.lists(st.integers(0, 90), max_size=60))
def test_thinning_keeps_recent_daily_and_weekly_copies(ages: list[int]) -> None:
    days = sorted(ages)
    known = [Backup(Path(f"{n}"), newest=n, at=(20_000 + day) * DAY) for n, day in enumerate(days)]

    gone = {each.path for each in thinned(known)}
    kept = [each for each in known if each.path not in gone]

    assert len(kept) <= RECENT + DAYS + WEEKS
    assert [each.newest for each in kept[-RECENT:]] == [each.newest for each in known[-RECENT:]]
    newest_of_day = {int(each.at // DAY): each for each in known}
    assert set(list(newest_of_day.values())[-DAYS:]) <= set(kept)


def test_an_idle_moment_mends_and_backs_up(folder: Path) -> None:
    store = Store(folder)
    store.open()

    store.tidy()
    store.close()

    assert [each.newest for each in backups(folder)] == [2, 1]


def test_a_backup_can_be_made_listed_and_brought_back_from_the_shell(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(folder))
    run = CliRunner().invoke

    made = run(root, ["backup", "--json"])
    listed = run(root, ["backup", "--list"])
    restored = run(root, ["restore", Path(json.loads(made.output)["path"]).name])

    assert (made.exit_code, listed.exit_code, restored.exit_code) == (0, 0, 0)
    assert len(listed.output.splitlines()) == 2
    assert typed(folder) == ["first", "second"]
    assert run(root, ["restore", "nothing"]).exit_code == 3
