"""A running app: keys, pastes, resizes, the mouse and broken sequences, as bytes from a terminal.

It must go on, an answer must reach the question it was typed for, and no two may be joined. An
input is one of these: up to six keys at once, a paste, a click, a sequence, a new size, an answer.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from tests.fuzz.opened import FuzzApp, opened
from tests.fuzz.surface import Failed
from tests.fuzz.terminal import BROKEN, KEYS, PASTED, PATIENCE, settled, type_bytes
from tests.fuzz.wild import WildRunner
from tutor.jobs import Runner
from tutor.lesson.course import load_course
from tutor.lesson.entries import Course
from tutor.lesson.model import Question
from tutor.paths import shipped
from tutor.runner.pool import Pool
from tutor.store import Store
from tutor.tui.keyboard import Keyboard
from tutor.tui.screens.help import HelpScreen
from tutor.tui.screens.lesson import LessonScreen
from tutor.tui.widgets.answer_box import AnswerBox

STEPS = 150
"""Inputs given to one app before it is closed."""
TOKEN = re.compile(r"7\d{6}")
"""What an answer of ours looks like; nothing else that is typed holds a 7."""


class App:
    """Plays with the app of the whole course over a runner that sends anything."""

    name = "app"

    def __init__(self) -> None:
        self._course = load_course(shipped("lessons"))

    def batch(self, dice: random.Random) -> int:
        return asyncio.run(play(dice, self._course, STEPS))


class RealApp(App):
    """Plays with the same app over warm processes, whose programs are run by torch."""

    name = "real"

    def batch(self, dice: random.Random) -> int:
        return asyncio.run(play(dice, self._course, STEPS, Pool))


async def play(
    dice: random.Random,
    course: Course,
    steps: int,
    runner: Callable[[], Runner] | None = None,
) -> int:
    """Give one app `steps` inputs and return how many; raises Failed."""
    runner = runner or (lambda: WildRunner(dice))
    given: list[bytes] = []
    try:
        with tempfile.TemporaryDirectory() as home, contextlib.chdir(home):
            store = Store(Path(home))
            store.open()
            try:
                await _played(dice, opened(dice, course, store, runner), steps, given)
                check_answers(store)
            finally:
                store.close()
    except Exception as error:
        raise Failed(b"\n".join(map(repr_of, given)), error) from error
    return steps


async def _played(dice: random.Random, app: FuzzApp, steps: int, given: list[bytes]) -> None:
    async with app.run_test(size=(dice.choice((40, 80, 120)), dice.choice((12, 24, 36)))) as pilot:
        await pilot.pause()
        board = Keyboard()
        for number in range(steps):
            await _step(pilot, board, dice, 7_000_000 + number, given)
            if app._exit or app._closing or app._closed:
                raise AssertionError(f"ended: {app._exit}, {app._closing}, {app._closed}")
        await _still_there(pilot, board)


async def _step(
    pilot: Pilot[int], board: Keyboard, dice: random.Random, number: int, given: list[bytes]
) -> None:
    """Give the app one input."""
    way = dice.randrange(20)
    if way == 0:
        size = dice.choice(((1, 1), (20, 6), (80, 24), (120, 36), (200, 60), (36, 9)))
        given.append(b"resize %d %d" % size)
        await pilot.resize_terminal(*size)
    elif way == 1:
        pasted = dice.choice(PASTED).encode("utf-8", "replace")
        end = b"\x1b[201~" if dice.random() < 0.9 else b""
        await type_bytes(pilot, board, b"\x1b[200~" + pasted + end, given)
    elif way == 2:
        at = b"%d;%d" % (dice.randrange(1, 121), dice.randrange(1, 37))
        press = b"\x1b[<0;" + at
        await type_bytes(pilot, board, press + b"M" + press + b"m", given)
    elif way == 3:
        await type_bytes(pilot, board, dice.choice(BROKEN), given)
    elif way < 7:
        await settled(pilot, board)
        await _answer(pilot, board, str(number), given)
    else:
        keys = [dice.choice(KEYS) for _ in range(dice.choice((1, 1, 2, 6)))]
        await type_bytes(pilot, board, b"".join(keys), given)
    if dice.random() < 0.2:
        await pilot.pause()


async def _answer(pilot: Pilot[int], board: Keyboard, token: str, given: list[bytes]) -> None:
    """Type an answer where one can be typed, all at once, and see that it is taken for one."""
    screen, box = pilot.app.screen, pilot.app.focused
    if not isinstance(screen, LessonScreen) or not isinstance(box, AnswerBox) or box.text:
        return
    step = screen.session.step
    if (
        not isinstance(step, Question)
        or box.many_lines
        or screen.session.questions.state(step).ended
    ):
        return
    await type_bytes(pilot, board, token.encode() + b"\r", given)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if screen.desk.asked.about(step).typed == token or token in box.text:
            return
        await asyncio.sleep(0.01)
    about = screen.desk.asked.about(step)
    raise AssertionError(
        f"lost: {token} at {step.id}; {pilot.app.screen} shows {pilot.app.focused}; "
        f"{about.typed!r}, grading {about.grading}, box {box.text[:80]!r}"
    )


async def _still_there(pilot: Pilot[int], board: Keyboard) -> None:
    """See that the app is alive and hears."""
    await pilot.resize_terminal(120, 36)
    for _ in range(4):
        await settled(pilot, board)
        await type_bytes(pilot, board, b"\x1b")
    await settled(pilot, board)
    for _ in range(200):
        await type_bytes(pilot, board, b"\x1bOP")
        await pilot.pause(0.02)
        if any(isinstance(each, HelpScreen) for each in pilot.app.screen_stack):
            return
    raise AssertionError(
        f"deaf: {pilot.app.screen_stack}, focus {pilot.app.focused}, wait {board.wait}, "
        f"{pilot.app.size}, busy {pilot.app._batch_count}"
    )


def check_answers(store: Store) -> None:
    """See that no two answers were joined."""
    for event in store.events(kinds=("attempt",)):
        typed = str(event.body.get("typed", ""))
        if "\n" not in typed and len(TOKEN.findall(typed)) > 1:
            raise AssertionError(f"joined: {typed}")


def repr_of(data: bytes) -> bytes:
    return repr(data).encode()
