"""The time from a start or a key to what is seen of it, on a real pty."""

from __future__ import annotations

import math
import os
import select
import sys
import tempfile
import time
from collections.abc import Sequence

import pexpect

from tutor.lesson.course import load_course
from tutor.lesson.load import load_lesson
from tutor.lesson.model import Explain
from tutor.paths import shipped

MARK = b"stack and cat"
"""Words of the home screen, and of the hello-world."""
HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self):
        yield Static("stack and cat")
Hello().run()
"""
WITHOUT_RUNNER = """
import sys
class Never:
    state = "ready"
    def watch(self, changed): pass
    async def start(self): pass
    async def close(self): pass
class Engine:
    needed = staticmethod(lambda options: None)
    new_runner = staticmethod(lambda needs: Never())
sys.modules["tutor.cli.engine"] = Engine
from tutor.cli import main
sys.exit(main())
"""
"""The app with a runner that never starts; nothing else is imported, and nothing else left out."""
TUTOR = ("-c", "import sys; from tutor.cli import main; sys.exit(main())")
"""What the installed command is."""
LESSON = "zero-grad-effects"


def spawned(home: str, *args: str) -> pexpect.spawn:
    environment = os.environ | {"TUTOR_HOME": home, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # installed programs are compiled
    process = pexpect.spawn(
        sys.executable,
        list(args),
        env=environment,  # type: ignore[arg-type]
        dimensions=(36, 120),
        timeout=30,
    )
    process.delaybeforesend = None  # it would wait 50 ms before each key
    return process


def seen(process: pexpect.spawn, text: bytes, seconds: float = 90) -> float:
    """Return when `text` has been written; raises TimeoutError."""
    data = b""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        if select.select([process.child_fd], [], [], 0.2)[0]:
            data += os.read(process.child_fd, 65536)
            if text in data:
                return time.perf_counter()
    raise TimeoutError(text)


def drained(process: pexpect.spawn, quiet: float = 0.15, end: float = math.inf) -> None:
    """Read until nothing comes for `quiet` seconds, or until the moment `end`."""
    while time.perf_counter() < end and select.select([process.child_fd], [], [], quiet)[0]:
        os.read(process.child_fd, 65536)


def first_paint(*args: str, text: bytes = MARK, count: int = 7) -> list[float]:
    """Return ms from the start of a program to the moment it has written `text`."""
    (times,) = first_paints(args, text=text, count=count)
    return times


def first_paints(
    *programs: Sequence[str], text: bytes = MARK, count: int = 7
) -> tuple[list[float], ...]:
    """Return ms to the first paint of each program, started in turn: all have the same machine."""
    times: tuple[list[float], ...] = tuple([] for _ in programs)
    with tempfile.TemporaryDirectory() as home:
        for number in range(count + 1):
            for args, found in zip(programs, times, strict=True):
                began = time.perf_counter()
                process = spawned(home, *args)
                found.append((seen(process, text) - began) * 1000)
                process.close(force=True)
                if number == 0:
                    found.clear()  # the first start writes the title index
    return times


def lesson_opened(count: int = 7) -> list[float]:
    """Return ms from Enter on the home screen to the moment the first lesson has been painted."""
    times = []
    first = load_course(shipped("lessons")).lessons[0]
    (step, *_) = load_lesson(first.path).steps
    assert isinstance(step, Explain)
    text = " ".join(step.explain.split()[:4]).encode()
    with tempfile.TemporaryDirectory() as home:
        for _ in range(count):
            process = spawned(home, *TUTOR)
            seen(process, MARK)
            time.sleep(3)
            drained(process)
            began = time.perf_counter()
            process.send("\r")
            times.append((seen(process, text) - began) * 1000)
            process.close(force=True)
    return times
