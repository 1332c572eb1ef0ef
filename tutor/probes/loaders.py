"""Watches every DataLoader of a program: when batches were asked for, loaded and handed over.

The functions the loop and its workers go through are replaced for the run by ones that note the
time before and after. A worker is a process forked from this one: it writes one short line a batch
to a file that has no name, and the program's own process reads them when the run is over.
https://docs.pytorch.org/docs/stable/data.html#multi-process-data-loading
"""

from __future__ import annotations

import contextlib
import functools
import os
import tempfile
import time
from collections.abc import Callable
from functools import cache
from typing import Any

from torch.utils.data import DataLoader, _utils, dataloader, get_worker_info

from tutor.probes.loader_pass import Asked, Fetched, Pass

MOST_NOTED = 5000
"""Batches of one process that are noted."""


class Watch:
    """What has been seen of the loaders of this process."""

    def __init__(self) -> None:
        self.passes: list[Pass] = []
        self._owner = os.getpid()
        self._numbers: dict[int, int] = {}
        self._made = 0
        self._running: dict[int, Pass] = {}
        self._starting: list[Pass] = []
        self._waiting: list[Pass] = []
        # Forked workers share the place to write at, so lines land one behind the other.
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 (open as long as the run)
        self._turn = -1
        self._noted = 0

    def number_of(self, loader: Any) -> int | None:
        """Return which loader of the program it is, in the order they were made."""
        return self._numbers.get(id(loader))

    def made(self, loader: Any) -> None:
        """Note a new loader."""
        self._numbers[id(loader)] = self._made
        self._made += 1

    def iterator(self, loader: Any, make: Callable[[Any], Any]) -> Any:
        """Return the iterator `make` gives, noting a new pass."""
        earlier = getattr(loader, "_iterator", None)
        number = self._numbers.get(id(loader), 0)
        epoch = sum(each.loader == number for each in self.passes)
        place = len(self.passes)
        new = Pass(place, number, epoch, int(loader.num_workers), time.perf_counter(), place)
        before = self._running.get(id(earlier)) if earlier is not None else None
        if before is not None:
            new.birth, new.turn = before.birth, before.turn + 1
        self._starting.append(new)
        try:
            made = make(loader)
        finally:
            self._starting.remove(new)
        new.ready = time.perf_counter()
        if len(self.passes) < MOST_NOTED:
            self.passes.append(new)
        self._running[id(made)] = new
        return made

    def batch(self, iterator: Any, give: Callable[[Any], Any]) -> Any:
        """Return the next batch, noting how long the loop waited for it."""
        going = self._running.get(id(iterator))
        if going is None:
            return give(iterator)
        began, got = time.perf_counter(), None
        self._waiting.append(going)
        try:
            given = give(iterator)
            got = going.batches
            going.batches += 1
            if getattr(iterator, "_in_order", True):
                going.delivered[getattr(iterator, "_rcvd_idx", 0) - 1] = got
        except StopIteration:
            going.finished = True
            raise
        finally:
            self._waiting.remove(going)
            if len(going.asked) < MOST_NOTED:
                going.asked.append(Asked(began, time.perf_counter(), got))
        return given

    def task(self, iterator: Any, put: Callable[[Any], None]) -> None:
        """Hand a task to a worker, noting to which."""
        going = self._starting[-1] if self._starting else self._running.get(id(iterator))
        before = getattr(iterator, "_send_idx", 0)
        put(iterator)
        owner = getattr(iterator, "_task_info", {}).get(before)
        if going is not None and owner and before < MOST_NOTED:
            going.tasks.setdefault(int(owner[0]), []).append(before)

    def fetcher_made(self, fetcher: Any) -> None:
        """Note that a worker begins a pass."""
        del fetcher
        if os.getpid() != self._owner:
            self._turn += 1
            self._noted = 0

    def fetch(self, fetcher: Any, load: Callable[[Any, Any], Any], wanted: Any) -> Any:
        """Return the batch of the samples `wanted`, noting when it was read and collated."""
        began = time.perf_counter()
        try:
            return load(fetcher, wanted)
        finally:
            self._note(began, time.perf_counter())

    def _note(self, began: float, ended: float) -> None:
        self._noted += 1
        if os.getpid() == self._owner:
            going = self._waiting[-1] if self._waiting else None
            if going is not None and len(going.loaded_here) < MOST_NOTED:
                going.loaded_here.append(Fetched(None, began, ended, going.batches))
        elif self._starting and self._noted <= MOST_NOTED and (worker := get_worker_info()):
            birth = self._starting[-1].birth
            line = f"{birth} {self._turn} {worker.id} {self._noted - 1} {began!r} {ended!r}\n"
            with contextlib.suppress(OSError):
                self._file.write(line.encode())

    def fetches(self, wanted: Pass) -> list[Fetched]:
        """Return what was loaded for a pass, by this process and by its workers."""
        found = list(wanted.loaded_here)
        for birth, turn, worker, place, began, ended in self._lines():
            tasks = wanted.tasks.get(int(worker), [])
            if (int(birth), int(turn)) == (wanted.birth, wanted.turn) and int(place) < len(tasks):
                batch = wanted.delivered.get(tasks[int(place)])
                found.append(Fetched(int(worker), began, ended, batch))
        return sorted(found, key=lambda fetched: fetched.began)

    def _lines(self) -> list[tuple[float, ...]]:
        if not hasattr(os, "pread"):
            return []  # Where there is no fork, workers are fresh processes that nobody watches.
        with contextlib.suppress(OSError, ValueError):
            size = os.fstat(self._file.fileno()).st_size
            text = os.pread(self._file.fileno(), size, 0).decode()
            return [tuple(map(float, line.split())) for line in text.splitlines()]
        return []


@cache
def watch() -> Watch:
    """Begin to watch the loaders of this process; there is one watch however often it is asked."""
    seen = Watch()
    iterators, fetchers = dataloader, _utils.fetch
    _after_init(DataLoader, seen.made)
    _around(DataLoader, "__iter__", seen.iterator)
    _around(iterators._BaseDataLoaderIter, "__next__", seen.batch)  # noqa: SLF001
    _around(iterators._MultiProcessingDataLoaderIter, "_try_put_index", seen.task)  # noqa: SLF001
    _after_init(fetchers._BaseDatasetFetcher, seen.fetcher_made)  # noqa: SLF001
    _around(fetchers._MapDatasetFetcher, "fetch", seen.fetch)  # noqa: SLF001
    _around(fetchers._IterableDatasetFetcher, "fetch", seen.fetch)  # noqa: SLF001
    return seen


def _around(cls: type, name: str, note: Callable[..., Any]) -> None:
    """Replace a method by `note`, which is given the object, the method and its arguments."""
    method = getattr(cls, name)

    @functools.wraps(method)
    def noted(owner: Any, *arguments: Any) -> Any:
        return note(owner, method, *arguments)

    setattr(cls, name, noted)


def _after_init(cls: type, note: Callable[[Any], None]) -> None:
    """Call `note` with each new object of a class."""
    method = cls.__init__  # type: ignore[misc]

    @functools.wraps(method)
    def made(owner: Any, *arguments: Any, **options: Any) -> None:
        method(owner, *arguments, **options)
        note(owner)

    setattr(cls, "__init__", made)  # noqa: B010 (a method assigned by name is no type error)
