"""What a child writes: frames that are garbage, cut, huge or forged, and records that are drawn."""

from __future__ import annotations

import asyncio
import io
import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console

from tests.fuzz import records
from tests.fuzz.surface import Failed
from tutor.answers import KINDS, Asked, compare, compare_values, key_text, read
from tutor.display import plain
from tutor.records import codec
from tutor.records.job import Job, Limits, Program, Show
from tutor.records.messages import Ended, Evaluated, LiveValue, Message
from tutor.records.views import KINDS as VIEW_KINDS
from tutor.runner import wire
from tutor.runner.run import PoolRun
from tutor.runner.spare import Spare
from tutor.tui.runs import Ran
from tutor.views.beside import RunState
from tutor.views.palette import DARK
from tutor.views.run import code_picture, result_picture

JOB = Job(
    Program("main", "import torch\nw = torch.ones(2)\nloss = w.sum()\n"),
    show=tuple(Show(kind, "w") for kind in VIEW_KINDS),
    limits=Limits(seconds=30.0),
)
NOWHERE = Path("/nowhere")
TYPED = ("3", "(2, 3)", "[1., 2.]", "float32", "True", "x", "A", "A, B", "w.grad", "RuntimeError")
SWAPS: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 10**400, "", "x", [], [1], {}, {"float": "nan"}, {"float": "x"}, {"type": "plain"},
    {"type": "plain", "value": 1}, {"type": "ended", "kind": "finished", "elapsed_ms": 1}, [[[[]]]],
)  # fmt: skip


class Pipe:
    """Feeds the reader of a run; it must end in one Ended, and what it passes on must be drawn."""

    name = "pipe"

    def batch(self, dice: random.Random) -> int:
        return asyncio.run(_several(dice, 25))


async def _several(dice: random.Random, count: int) -> int:
    for _ in range(count):
        await check(dice)
    return count


async def check(dice: random.Random) -> None:
    """Feed one stream of bytes to a run and draw what it passes on; raises Failed."""
    data = stream(dice)
    try:
        messages = await read_as_a_run(data, dice)
        ends = [message for message in messages if isinstance(message, Ended)]
        if len(ends) != 1 or messages[-1] is not ends[0]:
            raise AssertionError(f"{len(ends)} ends of one run")
        draw(messages, ends[0], dice)
        judge(messages, dice)
    except Exception as error:
        raise Failed(data, error) from error


def stream(dice: random.Random) -> bytes:
    """Return what a child might write."""
    frames = [_frame(dice) for _ in range(dice.choice((0, 1, 1, 2, 5)))]
    if dice.random() < 0.7:
        frames.append(wire.frame(wire.DONE, dice.choice((wire.FINISHED, wire.RAISED, b"x", b""))))
    data = b"".join(frames)
    way = dice.randrange(6)
    if way == 0:
        return bytes(dice.randrange(256) for _ in range(dice.randrange(60)))
    if way == 1 and data:
        return data[: dice.randrange(len(data))]
    if way == 2 and data:
        changed = bytearray(data)
        for _ in range(dice.choice((1, 2, 9))):
            changed[dice.randrange(len(changed))] = dice.randrange(256)
        return bytes(changed)
    return data


def _frame(dice: random.Random) -> bytes:
    way = dice.randrange(10)
    if way == 0:
        kind = bytes((dice.randrange(256),))
        return wire._HEADER.pack(dice.choice((0, 3, 2**18, 2**18 + 1, 2**32 - 1)), kind) + b"[1]"
    if way == 1:
        return wire.frame(
            dice.choice((wire.STDOUT, wire.STDERR)), dice.randbytes(dice.randrange(90))
        )
    record = records.made(dice.choice(records.SENT), dice)
    payload = codec.encode(record)
    if way in (2, 3):
        payload = json.dumps(_swapped(json.loads(payload), dice)).encode("utf-8", "replace")
    if way == 4:
        payload = payload[: dice.randrange(len(payload))] + dice.choice(
            (b"", b"]" * 50, b"[" * 5000)
        )
    return wire.frame(wire.RECORD, payload[: wire.MOST_FRAME + 1])


def _swapped(thing: Any, dice: random.Random) -> Any:
    """Return a JSON value with one part of it put another in place of."""
    if isinstance(thing, dict) and thing and dice.random() < 0.85:
        key = dice.choice(list(thing))
        return thing | {key: _swapped(thing[key], dice)}
    if isinstance(thing, list) and thing and dice.random() < 0.85:
        at = dice.randrange(len(thing))
        return [*thing[:at], _swapped(thing[at], dice), *thing[at + 1 :]]
    return dice.choice(SWAPS)


class _Sink:
    def write(self, data: bytes, /) -> None:
        pass

    def close(self) -> None:
        pass


async def read_as_a_run(data: bytes, dice: random.Random) -> list[Message]:
    """Return the messages of a run whose child writes `data` in pieces and ends."""
    code: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    frames = asyncio.StreamReader()
    spare = Spare(1, frames, _Sink(), (), lambda: None, lambda: None, code, lambda: None, NOWHERE)
    while data:
        piece = dice.choice((1, 4, 5, 6, 64, len(data)))
        frames.feed_data(data[:piece])
        data = data[piece:]
    frames.feed_eof()
    code.set_result(dice.choice((0, 3, -9, -11)))

    async def ready() -> Spare:
        return spare

    async with asyncio.timeout(20):
        return [message async for message in PoolRun(JOB, ready(), lambda _: None)]


def draw(messages: list[Message], ended: Ended, dice: random.Random) -> None:
    """Draw a run as the lab does; raises where that fails or a character acts."""
    ran = Ran(JOB)
    for message in messages:
        ran.add(message)
    sent = ran.transcript.messages
    run = RunState(JOB.main.source, {}, sent, ended, JOB.show)
    if dice.random() < 0.2:
        run = replace(run, pinned=run)
    width = dice.choice((20, 40, 80, 120))
    console = Console(width=width, file=io.StringIO(), color_system=None, markup=False)
    console.print(code_picture(run, width, DARK))
    console.print(result_picture(run, width, dice.choice((8, 24)), DARK))
    text = console.file.getvalue()  # type: ignore[attr-defined]
    acting = {c for c in text if (ord(c) < 32 and c != "\n") or 0x7F <= ord(c) < 0xA0}
    if acting or "\u202e" in text:
        raise AssertionError(f"acting characters on the screen: {acting}")


def judge(messages: list[Message], dice: random.Random) -> None:
    """Compare typed answers with what was sent as a key; raises where that raises."""
    values = [m.value for m in messages if isinstance(m, Evaluated | LiveValue) and m.value]
    for value in values:
        for kind in KINDS:
            asked = Asked(kind, choices=(("A", "a leaf"), ("B", "none")))
            key_text(value, asked)
            compare(read(plain(dice.choice(TYPED)), asked), value, asked)
        compare_values(value, dice.choice(values))
