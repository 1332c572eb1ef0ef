"""Characters for terminals that have only a few: each as wide as the one it stands for.

Used as an error handler of the encoding, so that it reaches all that is written, by whomever.
"""

from __future__ import annotations

import codecs
import unicodedata
from typing import Final

NAME: Final = "tutor-simple"
"""Name of the error handler."""

_PAIRS: Final = (
    "─- ━= │| ┃| ┊: ╌- └` ┘' ┌. ┐. ├| ┤| ┬- ┴- ┼+ ╭. ╮. ╰` ╯' ═= ║| ▏| ▎| ▍| ▌| ▐| ▕| "
    '█# ▓# ▒% ░: ▁_ ▂_ ▃- ▄- ▅= ▆= ▇# ▀" ▔- ■# □. ▪# ▫. '
    "○o ◐% ●* ◆+ ◇- •* ·. ⋅. ∗* ✓v ✗x ✚+ ✛+ ⚠! ▲^ △^ ▼v ▽v ▶> ▷> ▸> ◀< ◁< ◂< ⋯. "
    "←< ↑^ →> ↓v ↦> ⇒> ↳` ‹< ›> «< »> –- —- ‖| ‘' ’' “\" ”\" …~ ′' ″\" "
    "×x ÷/ −- ±~ √V ∞8 ≈~ ≠! ≤< ≥> ∂d ∑S πp ⌈[ ⌉] ²2 ³3 ¹1 ⁰0 ⁴4 ⁵5 ⁶6 ⁷7 ⁸8 ⁹9 ⁺+ ⁻- ⁿn"
)
_SIMPLE: Final = {pair[0]: pair[1] for pair in _PAIRS.split()}
_BRAILLE: Final = range(0x2800, 0x2900)
_UPPER, _LOWER = 0b00011011, 0b11100100
"""Dots of a Braille cell in its upper and its lower half."""


def simple(character: str) -> str:
    """Return ASCII as wide as `character`."""
    found = _SIMPLE.get(character)
    if found is not None:
        return found
    if ord(character) in _BRAILLE:
        return _dots(ord(character) - _BRAILLE.start)
    if unicodedata.combining(character):
        return ""
    return "??" if unicodedata.east_asian_width(character) in "WF" else "?"


def _dots(dots: int) -> str:
    if not dots:
        return " "
    if dots & _UPPER and dots & _LOWER:
        return ":"
    return "'" if dots & _UPPER else "."


def register() -> str:
    """Make the error handler known and return its name."""
    codecs.register_error(NAME, _replace)
    return NAME


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(simple, error.object[error.start : error.end])), error.end
