"""The title index: the entries of a course in one JSON file, read without YAML or pydantic.

Each entry is kept with the size and time of the files it was read from; those that changed are
read anew, the others are taken as they are. The index lies in a cache that anything may have
written to, so every part of it is checked, and one that does not fit is as good as none.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tutor.language import chosen
from tutor.lesson.course import outline_of, read_entry, read_outline
from tutor.lesson.entries import Course, LessonEntry, Listed, Outline
from tutor.lesson.reading import regular_bytes
from tutor.lesson.rows import Stamp, entry_of, entry_row, outline_of_row, outline_row, stamp_of

SHAPE = 1
"""Changes with the shape of the index."""
MOST_BYTES = 64 * 2**20
"""Bytes of an index that is read at all."""


def read_index(folder: Path, cache_folder: Path, language: str | None = None) -> Course:
    """Return the course in `folder`, reading only what changed since it was last read.

    Raises LessonError where `course.yaml` itself is wrong. That the index cannot be read or
    written is never an error. `language` is the one in use unless given.
    """
    spoken = chosen() if language is None else language
    folder = folder.absolute()
    place = index_path(folder, cache_folder, spoken)
    kept = _read(place, folder)
    now = _Now(folder, spoken)
    outline_stamp = now.stamp("", "course")
    fresh = kept.outline is not None and kept.outline_stamp == outline_stamp != _NOWHERE
    outline = kept.outline if fresh and kept.outline else read_outline(folder, spoken)
    made = _Kept(outline, outline_stamp)

    def entry(unit: str, lesson: Listed) -> LessonEntry:
        stamp = now.stamp(unit, lesson.id)
        known = kept.entries.get((unit, lesson.id))
        if known is None or known[0] != stamp or stamp == _NOWHERE:
            known = (stamp, read_entry(folder, unit, lesson, spoken))
        made.entries[unit, lesson.id] = known
        return known[1]

    course = outline_of(outline, folder, entry)
    if made != kept:
        _write(place, folder, made)
    return course


def index_path(folder: Path, cache_folder: Path, language: str) -> Path:
    """Return where the index of a course lies; two courses of one number take turns there."""
    name = f"{zlib.crc32(os.fsencode(folder)):08x}"
    return cache_folder / "titles" / f"{name}.{language}.json"


_NOWHERE: Stamp = (0, 0, 0, 0)


@dataclass(slots=True)
class _Kept:
    """What an index holds."""

    outline: Outline | None = None
    outline_stamp: Stamp = _NOWHERE
    entries: dict[tuple[str, str], tuple[Stamp, LessonEntry]] = field(default_factory=dict)


class _Now:
    """The files of a course as they are now; each of its folders is listed once."""

    def __init__(self, folder: Path, language: str) -> None:
        self._folder = folder
        self._language = language
        self._listed: dict[str, dict[str, tuple[int, int]]] = {}

    def stamp(self, unit: str, name: str) -> Stamp:
        if unit not in self._listed:
            self._listed[unit] = _files(self._folder / unit)
        files = self._listed[unit]
        own = files.get(f"{name}.yaml", (0, 0))
        other = (0, 0)
        if self._language != "en":
            other = files.get(f"{name}.{self._language}.yaml", (0, 0))
        return (*own, *other)


def _files(folder: Path, ending: str = ".yaml") -> dict[str, tuple[int, int]]:
    """Return time and size of each regular file of a folder; links are left out, and read anew."""
    found: dict[str, tuple[int, int]] = {}
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                if entry.name.endswith(ending) and entry.is_file(follow_symlinks=False):
                    stat = entry.stat(follow_symlinks=False)
                    found[entry.name] = (stat.st_mtime_ns, stat.st_size)
    return found


def _edition() -> list[object]:
    """Return what an index depends on besides the lessons: the program that read them."""
    here = Path(__file__).parent
    times = [time for place in (here, here / "checks") for time, _ in _files(place, ".py").values()]
    return [SHAPE, max(times, default=0), sys.version_info[0], sys.version_info[1]]


def _read(place: Path, folder: Path) -> _Kept:
    """Return what the index at `place` holds; nothing, where any of it is not as it must be."""
    try:
        data = json.loads(regular_bytes(place, MOST_BYTES))
        if data["edition"] != _edition() or data["folder"] != str(folder):
            return _Kept()
        kept = _Kept(outline_of_row(data["course"], folder), stamp_of(data["stamp"]))
        for row in data["lessons"]:
            stamp, entry = entry_of(row, folder)
            kept.entries[entry.unit, entry.id] = (stamp, entry)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return _Kept()
    return kept


def _write(place: Path, folder: Path, made: _Kept) -> None:
    if made.outline is None:
        return
    data = {
        "edition": _edition(),
        "folder": str(folder),
        "stamp": list(made.outline_stamp),
        "course": outline_row(made.outline, folder),
        "lessons": [entry_row(stamp, entry, folder) for stamp, entry in made.entries.values()],
    }
    _replace(place, json.dumps(data, separators=(",", ":")).encode())


def _replace(place: Path, data: bytes) -> None:
    """Put `data` where the index lies, whole or not at all; a failure leaves what was there."""
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        import tempfile

        descriptor, name = tempfile.mkstemp(dir=place.parent, prefix=".titles-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            Path(name).replace(place)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
