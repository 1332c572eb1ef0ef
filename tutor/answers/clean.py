"""From typed text to the text that is read: an explicit table of characters, wrappers taken off.

Not NFKC: it turns `2²` into 22 and `④` into 4.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from functools import cache

_INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe0e\ufe0f\ufeff"
_DROPPED = re.compile(f"[{_INVISIBLE}]")
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffd]")

_LIKE: dict[str, str] = {
    " ": "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
    "\u205f\u3000\u3164",
    "\n": "\x85\u2028\u2029",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63",
    "'": "\u2018\u2019\u201a\u201b\u2032\u00b4",
    '"': "\u201c\u201d\u201e\u201f\u2033\u300c\u300d\u300e\u300f\u00ab\u00bb",
    ".": "\u3002\uff61",
    ",": "\u3001\uff64",
    ":": "\ufe55\u02d0\ua789",
    "(": "\u2768\ufe59",
    ")": "\u2769\ufe5a",
    "[": "\u3010\u3014\u27e6",
    "]": "\u3011\u3015\u27e7",
    "<": "\u2329\u27e8\u3008\u2039",
    ">": "\u232a\u27e9\u3009\u203a",
    "/": "\u2044\u2215\u00f7",
    "×": "\u2715\u2716\u2a2f\u2a09",
    "·": "\u22c5\u2219\u30fb\u318d",
    "~": "\u223c\u301c",
    "≈": "\u2245\u2243",
    "→": "\u27f6\u21d2\u27f9\u2794\u279c\u27a1\u279e\u21a6",
    "←": "\u27f5\u21d0",
    "∞": "\u267e",
}  # fmt: skip
_TABLE = str.maketrans(
    {ord(like): char for char, alike in _LIKE.items() for like in alike}
    | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
)


def first_unreadable(text: str) -> str:
    """Return the name of the first character that no answer holds ("U+0000"), or ""."""
    found = _UNREADABLE.search(text)
    return f"U+{ord(found.group()):04X}" if found else ""


def composed(text: str) -> str:
    """Return `text` in NFC, its line ends `\\n`, without characters nobody sees."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _DROPPED.sub("", text))


def fold(text: str) -> str:
    """Return `text` with full-width and look-alike characters as their ASCII ones."""
    if text.isascii():
        return text
    text = text.translate(_TABLE)
    return "".join(map(_digit, text)) if not text.isascii() else text


def _digit(character: str) -> str:
    if character.isascii():
        return character
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


_FENCE = re.compile(r"```[ \t]*(?:[A-Za-z]+[ \t]*(?=\n))?(.*?)```", re.DOTALL)
_PAIRS = (("```", "```"), ("``", "``"), ("`", "`"), ('"', '"'), ("'", "'"), ("**", "**"),
          ("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]"))  # fmt: skip


def unwrap(text: str) -> str:
    """Return `text` without the quotation marks, back-ticks or prompts around all of it."""
    before = None
    while text != before:
        before = text
        text = text.strip()
        text = re.sub(r"^(?:>>>|In \[\d*\]:|Out\[\d*\]:)\s*", "", text)
        fenced = _FENCE.fullmatch(text)
        text = fenced.group(1).strip() if fenced else text
        for opening, closing in _PAIRS:
            inner = text[len(opening) : -len(closing)]
            wrapped = text.startswith(opening) and text.endswith(closing)
            if wrapped and inner.strip() and opening not in inner and closing not in inner:
                text = inner.strip()
    return text


def unpunctuated(text: str) -> str:
    """Return `text` without what ends a sentence, and without symbols such as a tick or a smile."""
    text = text.strip()
    while text and (text[-1] in ".!?,;" or _is_ornament(text[-1])):
        text = text[:-1].rstrip()
    while text and _is_ornament(text[0]):
        text = text[1:].lstrip()
    return text


@cache
def _is_ornament(character: str) -> bool:
    return not character.isascii() and unicodedata.category(character) in ("So", "Sk")


def source(text: str) -> str:
    """Return typed Python without a fence, a prompt or the indent of all its lines."""
    text = composed(text).replace("\u00a0", " ").strip("\n").rstrip()
    fenced = _FENCE.fullmatch(text.strip())
    text = (fenced.group(1) if fenced else text).strip("\n").rstrip()
    if text.startswith("`") and text.endswith("`") and text.count("`") == 2:
        text = text[1:-1]
    lines = text.split("\n")
    if all(line.startswith((">>> ", "... ", ">>>", "...")) for line in lines if line.strip()):
        text = "\n".join(re.sub(r"^(?:>>>|\.\.\.) ?", "", line) for line in lines)
    return textwrap.dedent(text).strip("\n")
