"""Ways to damage one of the two files of a store, and what is acknowledged in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tutor.store import Store

DATABASE, TWIN = "progress.db", "progress.jsonl"


def typed(folder: Path) -> list[object]:
    """Return what the store in `folder` has, opened anew."""
    store = Store(folder)
    store.open()
    try:
        return [event.body["typed"] for event in store.events()]
    finally:
        store.close()


def notices(folder: Path) -> tuple[str, ...]:
    """Return what opening the store says."""
    store = Store(folder)
    try:
        return store.open().notices
    finally:
        store.close()


def _header(folder: Path) -> None:
    with (folder / DATABASE).open("rb+") as file:
        file.write(b"\0" * 100)


def _half(folder: Path) -> None:
    file = folder / DATABASE
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _empty(folder: Path) -> None:
    (folder / DATABASE).write_bytes(b"")


def _deleted(folder: Path) -> None:
    (folder / DATABASE).unlink()


def _page(folder: Path) -> None:
    """Fill the last page but one, where rows are, with garbage."""
    file = folder / DATABASE
    data = bytearray(file.read_bytes())
    at = max(4096, len(data) - 2 * 4096)
    data[at : at + 4096] = bytes(range(256)) * 16
    file.write_bytes(bytes(data))


def _byte(folder: Path) -> None:
    with closing(sqlite3.connect(folder / DATABASE)) as connection, connection:
        connection.execute(
            "UPDATE event SET body = replace(body, 'typed', 'types') WHERE seq % 3 = 1"
        )


def _other_text(folder: Path) -> None:
    (folder / DATABASE).write_text('{"progress": []}')


def _twin_deleted(folder: Path) -> None:
    (folder / TWIN).unlink()


def _twin_torn(folder: Path) -> None:
    file = folder / TWIN
    file.write_bytes(file.read_bytes()[: -(file.stat().st_size // 3)])


def _twin_garbage(folder: Path) -> None:
    file = folder / TWIN
    data = bytearray(file.read_bytes())
    at = len(data) // 2
    data[at : at + 200] = b"\xff\x00garbage\n" * 20
    file.write_bytes(bytes(data))


KINDS: dict[str, Callable[[Path], None]] = {
    "header": _header,
    "half": _half,
    "empty": _empty,
    "deleted": _deleted,
    "page": _page,
    "byte": _byte,
    "other text": _other_text,
    "twin deleted": _twin_deleted,
    "twin torn": _twin_torn,
    "twin garbage": _twin_garbage,
}
