"""A full or read-only disk: what is there is shown, what cannot be kept is said, room makes it work."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.damage import typed
from tutor.errors import StoreFull
from tutor.store import Store


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Return a disk of its own of one MiB, where this machine lets one be made."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("no file system can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(disk: Path) -> Path:
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 4096) == 4096:
                continue
        except OSError:
            pass
    return ballast


def test_a_full_disk_is_said_and_what_was_typed_is_kept_once_there_is_room(disk: Path) -> None:
    store = Store(disk / "progress")
    store.open()
    store.append("attempt", "a", {"typed": "before"})
    ballast = fill(disk)
    refused = 0
    for n in range(400):
        try:
            store.append("attempt", "a", {"typed": f"{n}", "padding": "x" * 200})
        except StoreFull:
            refused += 1
            last = n
            break

    ballast.unlink()
    store.append("attempt", "a", {"typed": f"{last}", "padding": "x" * 200})
    store.close()

    assert refused == 1
    assert typed(disk / "progress") == ["before", *(f"{n}" for n in range(last + 1))]


def test_progress_on_a_full_disk_is_shown(disk: Path) -> None:
    store = Store(disk / "progress")
    store.open()
    store.append("attempt", "a", {"typed": "before"})
    store.close()
    fill(disk)

    assert typed(disk / "progress") == ["before"]


def test_progress_on_a_read_only_disk_is_shown(disk: Path) -> None:
    store = Store(disk / "progress")
    store.open()
    store.append("attempt", "a", {"typed": "before"})
    store.close()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)

    again = Store(disk / "progress")
    opened = again.open()

    assert opened.read_only
    assert [event.body["typed"] for event in again.events()] == ["before"]
    again.close()
