"""What `tutor doctor --report` writes: one text file to read, to shorten, to paste into an issue.

It holds facts of the machine and of the tutor alone: no answers, no programs, nothing that was
typed, no environment but the few names listed here; the home folder is written as `~`.
"""

from __future__ import annotations

import os
import platform
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tutor.cli import crash
from tutor.display import show
from tutor.errors import LessonError, Problem
from tutor.paths import data_folder

if TYPE_CHECKING:
    from tutor.lesson.course import Course

ENVIRONMENT: Final = (
    *("COLORTERM", "NO_COLOR", "TERM_PROGRAM", "LANG", "LC_ALL", "LC_CTYPE"),
    *("TUTOR_LANG", "TUTOR_RUNNER", "TUTOR_ISOLATION"),
)
"""Variables whose values are told: what a terminal or the language hangs on."""
PRESENT: Final = ("TMUX", "STY", "SSH_CONNECTION", "VIRTUAL_ENV", "CONDA_PREFIX")
"""Variables of which it is told only that they are set."""
MOST_FILES: Final = 60
"""Lesson files, and files of progress, that are named."""
MOST_CRASHES: Final = 5
MOST_OF_A_CRASH: Final = 20_000
"""Characters of one report of a crash."""


def report_text(found: Mapping[str, object], course: Course | LessonError) -> str:
    """Return the report: what the doctor found, and what only a maintainer wants to know."""
    parts = {
        **found,
        "system": _system(),
        "environment": _environment(),
        "course": _course(course),
        "progress": _progress(data_folder()),
    }
    sections = [_section(name, value) for name, value in parts.items()]
    head = f"tutor doctor --report, {time.strftime('%Y-%m-%d %H:%M:%S %z')}"
    return without_home("\n\n".join([head, *sections, *_crashes(crash.reports())]) + "\n")


def without_home(text: str) -> str:
    """Return `text` with the learner's home folder written as `~`."""
    homes = {os.path.expanduser("~"), os.environ.get("HOME", "")}  # noqa: PTH111 (the text of it)
    for home in sorted(homes, key=len, reverse=True):
        if len(home) > 1:
            text = text.replace(home.rstrip("/"), "~")
    return text


def _section(name: str, value: object) -> str:
    rows = value.items() if isinstance(value, Mapping) else [("is", value)]
    lines = [
        f"  {show(str(key)):<14} {show(str(item), lines=20, columns=500)}" for key, item in rows
    ]
    return "\n".join([f"[{name}]", *(line.rstrip() for line in lines)])


def _system() -> dict[str, object]:
    return {
        "system": platform.platform(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "implementation": platform.python_implementation(),
    }


def _environment() -> dict[str, str]:
    told = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    return told | {name: "set" for name in PRESENT if name in os.environ}


def _course(course: Course | LessonError) -> dict[str, object]:
    """Return how many lessons there are, and in how many places something is wrong with them."""
    if isinstance(course, LessonError):
        return {"opens": "no", **_findings(course.problems)}
    return {
        "units": len(course.units),
        "lessons": len(course.ids),
        **_findings(course.all_problems),
    }


def _findings(problems: Sequence[Problem]) -> dict[str, object]:
    counts = Counter(problem.file.name for problem in problems)
    return {"findings": len(problems), **dict(counts.most_common(MOST_FILES))}


def _progress(folder: Path) -> dict[str, object]:
    """Return names and sizes of what is kept; what is in it is not looked at."""
    try:
        files = sorted(file for file in folder.rglob("progress*") if file.is_file())
        return {file.name: f"{file.stat().st_size} bytes" for file in files[:MOST_FILES]} or {
            "files": 0
        }
    except OSError as error:
        return {"files": error.strerror}


def _crashes(reports: list[Path]) -> list[str]:
    """Return the latest reports of crashes, which hold neither messages nor variables."""
    found = []
    for file in reports[:MOST_CRASHES]:
        try:
            text = file.read_text(encoding="utf-8", errors="replace")[:MOST_OF_A_CRASH]
        except OSError as error:
            text = str(error.strerror)
        found.append(f"[{file.name}]\n{show(text.rstrip())}")
    return found or ["[crashes]\n  none"]
