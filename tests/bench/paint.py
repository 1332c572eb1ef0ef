"""The time from a start or a key to what is seen of it, on a real pty."""

from __future__ import annotations

import math
import os
import select
import sys
import tempfile
import time

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
from tests.fakes import FakeRunner, passes_value
import tutor.runner.pool
fake = FakeRunner(passes_value)
tutor.runner.pool.Pool = lambda **_: fake
sys.argv = ["tutor"]
from tutor.cli import main
main()
"""
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
    times = []
    with tempfile.TemporaryDirectory() as home:
        for number in range(count + 1):
            began = time.perf_counter()
            process = spawned(home, *args)
            times.append((seen(process, text) - began) * 1000)
            process.close(force=True)
            if number == 0:
                times.clear()  # the first start writes the title index
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
