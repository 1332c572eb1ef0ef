"""A tutor killed at any moment loses nothing that it had acknowledged.

TUTOR_KILLS says how often each is tried; the few of an ordinary run are a smoke test.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.damage import DATABASE, KINDS
from tutor.store import Store
from tutor.store.schema import MIGRATIONS

KILLS = int(os.environ.get("TUTOR_KILLS", "4"))

WRITER = """
import sys
from pathlib import Path
from tutor.store import Store
store = Store(Path(sys.argv[1]))
store.open()
n = 0
while True:
    store.append("attempt", sys.argv[2], {"typed": n})
    sys.stdout.write(f"{n}\\n")
    sys.stdout.flush()
    n += 1
"""


class Writers:
    """Two tutors that write until they are killed, and what each of them acknowledged."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.acknowledged: dict[str, int] = {}
        self._random = random.Random(seed)

    def killed(self, times: int) -> None:
        for _ in range(times):
            names = [f"w{len(self.acknowledged) + k}" for k in range(2)]
            writers = [
                subprocess.Popen(
                    [sys.executable, "-c", WRITER, str(self.folder), name],
                    stdout=subprocess.PIPE,
                    text=True,
                )
                for name in names
            ]
            begun = [writer.stdout.readline() for writer in writers if writer.stdout is not None]
            assert len(begun) == 2
            time.sleep(0.15 * self._random.random())
            for name, writer in zip(names, writers, strict=True):
                os.kill(writer.pid, signal.SIGKILL)
                said, _ = writer.communicate()
                self.acknowledged[name] = 1 + said.count("\n")

    def check(self) -> int:
        """Assert that all is there, in order and once; return how much that was."""
        store = Store(self.folder)
        store.open()
        kept: dict[str, list[object]] = {}
        for event in store.events():
            kept.setdefault(event.lesson, []).append(event.body["typed"])
        store.close()
        for name, count in self.acknowledged.items():
            found = kept.get(name, [])
            assert found[:count] == list(range(count))
            assert found == list(range(len(found)))
            assert len(found) - count <= 1
        return sum(self.acknowledged.values())


def test_kill_9_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    writers = Writers(tmp_path, seed=1)

    writers.killed(KILLS)

    assert writers.check() > 0


@pytest.mark.parametrize("kind", KINDS)
def test_kills_and_then_damage_lose_nothing(tmp_path: Path, kind: str) -> None:
    writers = Writers(tmp_path, seed=hash(kind) % 1000)
    writers.killed(max(1, KILLS // 8))

    KINDS[kind](tmp_path)

    writers.check()


OPENER = """
import sys
from pathlib import Path
from tutor.store import Store
sys.stdout.write("begun\\n")
sys.stdout.flush()
store = Store(Path(sys.argv[1]))
store.open()
"""


def test_a_migration_that_is_killed_happens_whole_or_not_at_all(tmp_path: Path) -> None:
    original = _old_store(tmp_path / "original")
    moments = random.Random(2)
    for n in range(KILLS):
        folder = tmp_path / str(n)
        folder.mkdir()
        (folder / DATABASE).write_bytes(original)
        opener = subprocess.Popen(
            [sys.executable, "-c", OPENER, str(folder)], stdout=subprocess.PIPE, text=True
        )
        assert opener.stdout is not None
        opener.stdout.readline()
        time.sleep(0.1 * moments.random())
        opener.kill()
        opener.communicate()

        with closing(sqlite3.connect(folder / DATABASE)) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            columns = [row[1] for row in connection.execute("PRAGMA table_info(latest)")]
        assert version in (1, len(MIGRATIONS))
        assert ("item" in columns) == (version == len(MIGRATIONS))
        store = Store(folder)
        store.open()
        assert len(store.events()) == 2000
        assert len(store.latest_of_items("attempt")) == 50
        store.close()


def _old_store(folder: Path) -> bytes:
    """Return the file of a store in the first shape there was, with two thousand events."""
    store = Store(folder)
    store.open()
    store.close()
    (folder / DATABASE).unlink()
    with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as connection:
        for statement in MIGRATIONS[0]:
            connection.execute(statement)
        connection.execute("PRAGMA application_id = 0x70795475")
        connection.execute("PRAGMA user_version = 1")
        connection.execute("BEGIN")
        for n in range(2000):
            row = _row(n)
            connection.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        connection.execute("COMMIT")
    return (folder / DATABASE).read_bytes()


def _row(n: int) -> tuple[object, ...]:
    from tutor.store.events import Row

    row = Row(f"id{n}", float(n), "s", "attempt", "a", f'{{"question": "q{n % 50}", "n": {n}}}')
    return (n + 1, row.id, row.at, row.session, row.kind, row.lesson, row.body, row.crc)
