"""The store as every other layer sees it: a thread of its own, and requests that wait for it."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from tutor.errors import StoreError
from tutor.language import say
from tutor.store.events import Event, Opened, Row

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from tutor.store.backups import Backup
    from tutor.store.keeper import Keeper


class Recorder(Protocol):
    """Keeps an event and returns it."""

    def __call__(self, kind: str, lesson: str, body: Mapping[str, object]) -> Awaitable[Event]: ...


Result = TypeVar("Result")


def _new_id() -> str:
    """Return 32 digits that no other machine makes."""
    return os.urandom(16).hex()


class Store:
    """Progress in one folder. Safe to use from any thread; never across a fork."""

    def __init__(self, folder: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._clock = clock
        self._session = _new_id()
        self._thread: ThreadPoolExecutor | None = None
        self._keeper: Keeper | None = None
        self._refused: dict[tuple[str, str, str], str] = {}
        """What could not be kept → the id it had, so that trying again cannot keep it twice."""

    @property
    def folder(self) -> Path:
        """Return the folder progress is kept in."""
        return self._folder

    @property
    def read_only(self) -> bool:
        """Tell whether nothing can be kept; the reason was among the notices of `open`."""
        return self._keeper is not None and self._keeper.read_only

    def open(self) -> Opened:
        """Start the thread and open the files; raises StoreError."""
        return self.opening().result()

    def opening(self) -> Future[Opened]:
        """Start to open the files while the caller goes on; any later call waits for its turn."""
        from concurrent.futures import ThreadPoolExecutor

        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        return self._thread.submit(self._open)

    def _open(self) -> Opened:
        # sqlite3 takes longer to import than the rest of the store: only who opens one pays.
        from tutor.store.keeper import Keeper

        keeper = Keeper(self._folder)
        try:
            opened = keeper.open()
        except BaseException:
            keeper.close()
            raise
        self._keeper = keeper
        return opened

    def append(
        self,
        kind: str,
        lesson: str,
        body: Mapping[str, object],
        *,
        id: str | None = None,  # noqa: A002
    ) -> Event:
        """Keep an event and return it once it is committed.

        `id` makes trying again safe: an event of that id that is there already is returned. Raises
        StoreBusy, StoreFull, StoreReadOnly or StoreDamaged; nothing is lost but this event then,
        and the same event tried again is kept once.
        """
        return self._waiting(kind, lesson, body, id).result()

    async def record(self, kind: str, lesson: str, body: Mapping[str, object]) -> Event:
        """Keep an event, as `append`, without holding up the event loop."""
        import asyncio

        return await asyncio.wrap_future(self._waiting(kind, lesson, body, None))

    def recorder(self) -> Recorder:
        """Return `record`, or where nothing can be kept, what keeps an event in memory only.

        That nothing will be kept was said when the store was opened.
        """
        return self._remember if self.read_only else self.record

    async def _remember(self, kind: str, lesson: str, body: Mapping[str, object]) -> Event:
        return Event(0, _new_id(), self._clock(), self._session, kind, lesson, dict(body))

    def add(self, rows: Sequence[Row]) -> int:
        """Keep events of another store; return how many were not there already."""
        return self._do(lambda keeper: keeper.add(list(rows)))

    def events(
        self,
        *,
        lesson: str | Collection[str] | None = None,
        kinds: Collection[str] = (),
        after: int = 0,
        newest: int | None = None,
    ) -> tuple[Event, ...]:
        """Return events in the order they happened, of one lesson or of all its names.

        With `newest` only the last ones, so many.
        """
        names = (lesson,) if isinstance(lesson, str) else lesson
        lessons = None if names is None else tuple(names)
        return self._do(lambda keeper: keeper.events(lessons, tuple(kinds), after, newest))

    def latest(self, kind: str) -> Mapping[str, Event]:
        """Return lesson → its newest event of `kind`."""
        return {lesson: event for (lesson, _), event in self.latest_of_items(kind).items()}

    def latest_of_items(self, kind: str) -> Mapping[tuple[str, str], Event]:
        """Return (lesson, id of a question or experiment) → the newest event of `kind` about it.

        The id is empty for events that are about a lesson as a whole. The oldest comes first. What
        this costs does not grow with the history.
        """
        return self._do(lambda keeper: keeper.latest(kind))

    def verify(self) -> int:
        """Compare both files whole and mend each from the other; return how much was mended."""
        return self._do(lambda keeper: keeper.verify())

    def back_up(self) -> Backup:
        """Copy the database where it has changed since the newest copy, and thin the copies."""
        return self._do(lambda keeper: keeper.back_up())

    def tidy(self) -> None:
        """Do in an idle moment what keeps progress safe: compare both files, and make a backup.

        What goes wrong in it is left for the next time: nothing depends on it today.
        """
        with suppress(StoreError):
            self.verify()
            self.back_up()

    def close(self) -> None:
        """End the thread; what was acknowledged is on the disk already."""
        if self._thread is not None:
            if self._keeper is not None:
                self._thread.submit(self._keeper.close).result()
            self._thread.shutdown()
            self._thread = None
            self._keeper = None

    def _waiting(
        self,
        kind: str,
        lesson: str,
        body: Mapping[str, object],
        id: str | None,  # noqa: A002
    ) -> Future[Event]:
        text = json.dumps(dict(body), ensure_ascii=True, allow_nan=False)
        row = Row(id or "", self._clock(), self._session, kind, lesson, text)
        return self._submit(lambda keeper: self._append(keeper, row))

    def _append(self, keeper: Keeper, row: Row) -> Event:
        """Keep a row under its id, or under the one it had when it was refused."""
        what = (row.kind, row.lesson, row.body)
        named = row.id or self._refused.get(what) or _new_id()
        try:
            event = keeper.append(Row(named, row.at, row.session, *what))
        except StoreError:
            self._refused[what] = named
            raise
        self._refused.pop(what, None)
        return event

    def _submit(self, work: Callable[[Keeper], Result]) -> Future[Result]:
        if self._thread is None:
            raise StoreError(say("store.closed"))
        return self._thread.submit(lambda: work(self._opened()))

    def _opened(self) -> Keeper:
        if self._keeper is None:
            raise StoreError(say("store.closed"))
        return self._keeper

    def _do(self, work: Callable[[Keeper], Result]) -> Result:
        return self._submit(work).result()
