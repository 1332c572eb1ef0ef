"""What comes from a terminal, as bytes: keys, pastes, clicks and sequences that are broken."""

from __future__ import annotations

import asyncio

from textual import events
from textual.pilot import Pilot

from tutor.tui.keyboard import Keyboard

KEYS = [
    *(bytes((code,)) for code in range(0x20, 0x7F) if code != ord("7")), *[b"n", b"p", b"\r", b"a", b"\x1b", b"\t"] * 6,
    *(bytes((code,)) for code in range(1, 32) if code not in (3, 17, 26)), b"\x7f", b"\x1b[A", b"\x1b[B", b"\x1b[C",
    b"\x1b[D", b"\x1b[Z", b"\x1b[H", b"\x1b[F", b"\x1b[5~", b"\x1b[6~", b"\x1bOP", b"\x1b1", b"\x1b3", b"\x1b[1;5C",
    "한".encode(), "é".encode(), "²".encode(), b"\xe2\x80\xae",
]  # fmt: skip
BROKEN = [
    b"\x1b[", b"\x1bO", b"\x1b[1114112R", b"\x1b[:1~", b"\xff", b"\xed\xa0\x80", b"\x9b", b"\x1b[<0;999999;999999M",
    b"\x1b[<64;3;3M", b"\x1b[48;0;0;0;0t", b"\x1b[48;30;100;0;0t", b"\x1b[I", b"\x1b[O", b"\x1b[201~", b"\x1b]52;c;aGk=\x07",
    b"\x1bP0q\x1b\\", b"\x1b[?2026;2$y", b"\x1b[99999999999;5u", b"\0",
]  # fmt: skip
PASTED = [
    "[/]", "[red]x[mask]", "[@click=app.quit]x[/]", "9**9**9**9", '"a"*10**10', "(" * 150, "\x1b[31mred\x1b]0;x\x07",
    "\u202e\u200b\ud7ff", "a\nb\r\nc\r", "x" * 30_000, "é" * 500, "１２", "nan", "-0.0", "0,5", "tensor([[1., 2.], [3.", "",
]  # fmt: skip


PATIENCE = 20
"""Seconds an app may take to deal with what has come; one that failed takes for ever."""


async def type_bytes(
    pilot: Pilot[int], board: Keyboard, data: bytes, given: list[bytes] | None = None
) -> None:
    """Let bytes come from the terminal."""
    if given is not None:
        given.append(data)
    for event in board.feed(data) if data else board.tick():
        if isinstance(event, events.Resize):
            await pilot.resize_terminal(*event.size)
        else:
            event.set_sender(pilot.app)
            pilot.app.post_message(event)
    await asyncio.sleep(0)


async def settled(pilot: Pilot[int], board: Keyboard) -> None:
    """Wait until what was typed has been dealt with: an action is done before what comes later."""
    while board.wait is not None:
        let_time_pass(board)
        await type_bytes(pilot, board, b"")
    for _ in range(3):
        for pump in (pilot.app, pilot.app.screen):
            done = asyncio.Event()
            if pump.call_later(done.set):
                await asyncio.wait_for(done.wait(), PATIENCE)


def let_time_pass(board: Keyboard) -> None:
    """Make what is half read as old as it must be to be over: most of a run would be this wait."""
    board._fed -= board.wait or 0.0
    if board._parser._timeout_time is not None:
        board._parser._timeout_time = 0.0
