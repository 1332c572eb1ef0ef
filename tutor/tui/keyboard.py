"""Bytes from the terminal to events; whatever bytes come, none of them ends the tutor.

Textual's decoder raises at bytes that are not UTF-8 and its parser at some malformed sequences; it
takes escape sequences in pasted text for keys, and swallows all keys after a paste that never ends.
Here pastes are cut out before the parser sees them, and a sequence it cannot take is dropped.
"""

from __future__ import annotations

import codecs
import re
import time
from collections.abc import Iterator

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.events import Paste, Resize
from textual.geometry import Size
from textual.message import Message

MOST_COLUMNS, MOST_ROWS = 1000, 500
"""The largest screen that is drawn, whatever size a terminal says it has."""
MOST_PASTED = 200_000
"""Characters kept of one paste: more than any field takes, so that the field says so."""
_START, _END = BRACKETED_PASTE_START, BRACKETED_PASTE_END
_BEGUN = re.compile("\x1b(?:\\[(?:2(?:0(?:0)?)?)?)?\\Z")
"""The beginning of a paste's first sequence, at the end of what has been read."""
_LONGEST = 40
"""Characters after an escape that Textual may take for one sequence."""
_SEQUENCES = re.compile("(?=\x1b)")
_ESCAPE, _SILENCE = 0.1, 1.0
"""Seconds after which an escape alone is the key Esc, and an open paste is over."""


class Keyboard:
    """Turns what the terminal sends into events, in order."""

    def __init__(self) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._parser = XTermParser()
        self._held = ""
        """What may be the beginning of a paste."""
        self._paste: _Pasting | None = None
        self._fed = 0.0

    @property
    def wait(self) -> float | None:
        """Return the seconds after which to call `tick`; None where nothing is half read."""
        if self._paste is not None:
            return _SILENCE
        is_waiting = self._held or self._parser._timeout_time is not None  # noqa: SLF001
        return _ESCAPE if is_waiting else None

    def feed(self, data: bytes) -> Iterator[Message]:
        """Yield the events that `data` completes."""
        self._fed = time.monotonic()
        text, self._held = self._held + self._decode(data), ""
        while text:
            if self._paste is None:
                typed, begins, text = text.partition(_START)
                if begins:
                    self._paste = _Pasting()
                elif begun := _BEGUN.search(typed):
                    self._held, typed = begun.group(), typed[: begun.start()]
                yield from self._typed(typed)
            else:
                over = self._paste.add(text)
                if over is None:
                    return
                yield Paste(self._paste.text)
                self._paste, text = None, over

    def tick(self) -> Iterator[Message]:
        """Yield the event of an escape or a paste after which nothing came."""
        silence = time.monotonic() - self._fed
        if self._paste is not None and silence >= _SILENCE:
            pasted, self._paste = self._paste.text, None
            yield Paste(pasted)
        if self._held and silence >= _ESCAPE:
            held, self._held = self._held, ""
            yield from self._typed(held)
            if self._parser._timeout_time is not None:  # noqa: SLF001
                self._parser._timeout_time = 0.0  # noqa: SLF001 (it has waited already)
        yield from map(bounded, self._parser.tick())

    def _typed(self, text: str) -> Iterator[Message]:
        for piece in _SEQUENCES.split(text):
            for character in piece[:_LONGEST]:
                yield from self._parsed(character)
            yield from self._parsed(piece[_LONGEST:])

    def _parsed(self, text: str) -> Iterator[Message]:
        if not text:
            return
        try:
            yield from map(bounded, self._parser.feed(text))
        except (ValueError, ArithmeticError):  # a number in a sequence that stands for no key
            self._parser = _again(self._parser)


class _Pasting:
    """A paste whose end has not come yet."""

    def __init__(self) -> None:
        self._kept = ""
        self._tail = ""
        """The last characters, which may be the beginning of its end."""

    @property
    def text(self) -> str:
        return self._kept + self._tail

    def add(self, text: str) -> str | None:
        """Add what came; return what follows the end of the paste, or None where it goes on."""
        inside, ends, after = (self._tail + text).partition(_END)
        if ends:
            self._tail = ""
            self._keep(inside)
            return after
        cut = max(0, len(inside) - len(_END) + 1)
        self._tail = inside[cut:]
        self._keep(inside[:cut])
        return None

    def _keep(self, text: str) -> None:
        self._kept += text[: max(0, MOST_PASTED - len(self._kept))]


def _again(parser: XTermParser) -> XTermParser:
    """Return a parser at its start that knows what `parser` was told of the terminal."""
    fresh = XTermParser()
    fresh.mouse_pixels = parser.mouse_pixels
    fresh.terminal_size = parser.terminal_size
    fresh.terminal_pixel_size = parser.terminal_pixel_size
    return fresh


def bounded(event: Message) -> Message:
    """Return `event`, with a size that can be drawn where it tells of one."""
    if isinstance(event, Resize) and within(event.size) != event.size:
        return Resize(within(event.size), within(event.size))
    return event


def within(size: Size) -> Size:
    """Return `size`, or the nearest that can be drawn."""
    return Size(max(1, min(MOST_COLUMNS, size.width)), max(1, min(MOST_ROWS, size.height)))
