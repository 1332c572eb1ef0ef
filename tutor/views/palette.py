"""The colours of the tutor by meaning, for dark, light and the terminal's own.

One accent for what is happening now; a second warm tone for live values and keys; a cool one for
PyTorch's own things; green only for done; red only for a program that raised; grey for what
supports. Colour never carries a meaning alone.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as Rich and Textual read them; a "" background is the terminal's own."""

    name: str
    background: str
    panel: str
    """A little apart from the background: code, header, answer box."""
    raised: str
    """A little further apart: the row under the cursor."""
    text: str
    support: str
    """Grey, at least 4.5:1 against the background and the panel."""
    faint: str
    """Lines and numbers that nobody has to read."""
    now: str
    warm: str
    cool: str
    done: str
    error: str
    keyword: str
    string: str
    number: str
    is_dark: bool = True

    def bold(self, colour: str) -> str:
        """Return the Rich style of bold text in `colour`."""
        return f"bold {colour}".strip()


DARK = Palette(
    name="dark",
    background="#101418",
    panel="#171c22",
    raised="#2b211d",
    text="#e4e1da",
    support="#949ba5",
    faint="#5c6570",
    now="#ee6a3c",
    warm="#f2b46b",
    cool="#6aa9c9",
    done="#79b98a",
    error="#f0737b",
    keyword="#86a8d8",
    string="#a3be8c",
    number="#c79fc9",
)

LIGHT = Palette(
    name="light",
    background="#faf6ee",
    panel="#f2ecdf",
    raised="#f7e3d3",
    text="#2a2723",
    support="#655f56",
    faint="#aaa292",
    now="#b8410f",
    warm="#8a5200",
    cool="#1f6583",
    done="#2f6d43",
    error="#b0212c",
    keyword="#2d5a9b",
    string="#4a6b26",
    number="#7d3c84",
    is_dark=False,
)

ANSI = Palette(
    name="ansi",
    background="",
    panel="",
    raised="",
    text="default",
    support="default",
    faint="bright_black",
    now="bright_red",
    warm="yellow",
    cool="cyan",
    done="green",
    error="red",
    keyword="blue",
    string="green",
    number="magenta",
)

PALETTES = {palette.name: palette for palette in (DARK, LIGHT, ANSI)}
