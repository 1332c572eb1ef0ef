"""The title index: the entries of a course as JSON, read without YAML or pydantic.

`_course.json` holds what `course.yaml` says, a file for each unit the entries of its lessons. A
unit's file is read when one of its lessons is first looked at. Each entry is kept with the size and
time of the files it was read from, and no entry is given out before these have been looked at:
those that changed are read anew, the others are taken as they are. The index lies in a cache that
anything may have written to, so every part of it is checked, and a file that does not fit is as
good as none.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from tutor.language import chosen
from tutor.lesson.course import course_of, read_entry, read_outline
from tutor.lesson.entries import Course, LessonEntry, OutlineUnit, Unit
from tutor.lesson.reading import regular_bytes
from tutor.lesson.rows import Stamp, entry_of, entry_row, outline_of_row, outline_row, stamp_of

SHAPE = 2
"""Changes with the shape of the index."""
MOST_BYTES = 64 * 2**20
"""Bytes of a file of the index that is read at all."""
OUTLINE = "_course.json"
"""No id begins with a low line, so that no unit's file can be called so."""

_Kept: TypeAlias = dict[str, tuple[Stamp, LessonEntry]]
_NOWHERE: Stamp = (0, 0, 0, 0)
_Thing = TypeVar("_Thing")


def read_index(folder: Path, cache_folder: Path, language: str | None = None) -> Course:
    """Return the course in `folder`, reading only what changed since it was last read.

    Raises LessonError where `course.yaml` itself is wrong. That the index cannot be read or
    written is never an error. `language` is the one in use unless given.
    """
    spoken = chosen() if language is None else language
    folder = folder.absolute()
    index = index_folder(folder, cache_folder, spoken)
    stamp = _stamp(_files(folder), "course", spoken)
    known = _read(index / OUTLINE, folder, lambda data: _known_outline(data, folder))
    if known is not None and known[0] == stamp != _NOWHERE:
        outline = known[1]
    else:
        outline = read_outline(folder, spoken)
        row = outline_row(outline, folder)
        _write(index / OUTLINE, folder, {"stamp": list(stamp), "course": row})
    units = tuple(
        Unit(
            unit.id,
            unit.title,
            unit.about,
            unit.ids,
            partial(_entries, folder, index, unit, spoken),
        )
        for unit in outline.units
    )
    return course_of(outline, folder, units)


def index_folder(folder: Path, cache_folder: Path, language: str) -> Path:
    """Return where the index of a course lies; two courses of one number take turns there."""
    return cache_folder / "titles" / f"{zlib.crc32(os.fsencode(folder)):08x}.{language}"


def _entries(
    folder: Path, index: Path, unit: OutlineUnit, language: str
) -> tuple[LessonEntry, ...]:
    """Return the entries of a unit, whose files are looked at now."""
    place = index / f"{unit.id}.json"
    kept = _read(place, folder, lambda data: _known_entries(data, folder, unit.id)) or {}
    files = _files(folder / unit.id)
    made: _Kept = {}
    for lesson in unit.lessons:
        stamp = _stamp(files, lesson.id, language)
        known = kept.get(lesson.id)
        if known is None or known[0] != stamp or stamp == _NOWHERE:
            known = (stamp, read_entry(folder, unit.id, lesson, language))
        made[lesson.id] = known
    if made != kept:
        rows = [entry_row(stamp, entry, folder) for stamp, entry in made.values()]
        _write(place, folder, {"unit": unit.id, "lessons": rows})
    return tuple(entry for _, entry in made.values())


def _known_outline(data: Any, folder: Path) -> tuple[Stamp, Any]:
    return stamp_of(data["stamp"]), outline_of_row(data["course"], folder)


def _known_entries(data: Any, folder: Path, unit: str) -> _Kept:
    if data["unit"] != unit:
        return {}
    rows = (entry_of(row, folder, unit) for row in data["lessons"])
    return {entry.id: (stamp, entry) for stamp, entry in rows}


def _stamp(files: Mapping[str, tuple[int, int]], name: str, language: str) -> Stamp:
    """Return time and size of a file and of its translation."""
    own = files.get(f"{name}.yaml", (0, 0))
    other = (0, 0) if language == "en" else files.get(f"{name}.{language}.yaml", (0, 0))
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


@cache
def _edition() -> list[object]:
    """Return what an index depends on besides the lessons: the program that read them."""
    here = Path(__file__).parent
    times = [time for place in (here, here / "checks") for time, _ in _files(place, ".py").values()]
    return [SHAPE, max(times, default=0), sys.version_info[0], sys.version_info[1]]


def _read(place: Path, folder: Path, known: Callable[[Any], _Thing]) -> _Thing | None:
    """Return what is known from a file; None, where any of it is not as it must be."""
    try:
        data = json.loads(regular_bytes(place, MOST_BYTES))
        if data["edition"] != _edition() or data["folder"] != str(folder):
            return None
        return known(data)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _write(place: Path, folder: Path, data: Mapping[str, object]) -> None:
    """Put `data` into a file, whole or not at all; a failure leaves what was there."""
    whole = {"edition": _edition(), "folder": str(folder), **data}
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        import tempfile

        descriptor, name = tempfile.mkstemp(dir=place.parent, prefix=".titles-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(json.dumps(whole, separators=(",", ":")).encode())
            Path(name).replace(place)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
