"""Python source as styled lines, by the tokens Python itself finds; broken code stays readable."""

from __future__ import annotations

import builtins
import io
import keyword
import tokenize
from collections.abc import Iterator

from rich.text import Text

from tutor.display import show
from tutor.views.palette import Palette

_BUILTINS = frozenset(name for name in dir(builtins) if not name.startswith("_"))
_OPEN = frozenset(("FSTRING_START", "FSTRING_MIDDLE", "FSTRING_END"))


def highlighted(source: str, palette: Palette) -> list[Text]:
    """Return one Text a line of `source`, coloured as far as it can be read as Python."""
    lines = [Text(show(line), style=palette.text) for line in source.split("\n")]
    if any(
        len(line.plain) != len(raw) for line, raw in zip(lines, source.split("\n"), strict=True)
    ):
        return lines
    for token in _tokens(source):
        style = _style(token, palette)
        if style:
            _paint(lines, token, style)
    return lines


def comment_of(line: str) -> tuple[str, str]:
    """Return a line without its `#>` comment, and that comment's expression ("" for none)."""
    for token in _tokens(line.lstrip()):
        if token.type == tokenize.COMMENT and token.string.startswith("#>"):
            indent = len(line) - len(line.lstrip())
            return line[: indent + token.start[1]].rstrip(), token.string[2:].strip()
    return line, ""


def _tokens(source: str) -> Iterator[tokenize.TokenInfo]:
    """Yield tokens until the source can no longer be read."""
    try:
        yield from tokenize.generate_tokens(io.StringIO(source).readline)
    except (tokenize.TokenError, SyntaxError, ValueError):
        return


def _style(token: tokenize.TokenInfo, palette: Palette) -> str:
    if token.type == tokenize.COMMENT:
        return palette.support
    if token.type == tokenize.STRING or tokenize.tok_name[token.type] in _OPEN:
        return palette.string
    if token.type == tokenize.NUMBER:
        return palette.number
    if token.type == tokenize.NAME:
        if token.string in ("True", "False", "None"):
            return palette.number
        if keyword.iskeyword(token.string):
            return palette.bold(palette.keyword)
        if token.string in _BUILTINS:
            return palette.keyword
    return ""


def _paint(lines: list[Text], token: tokenize.TokenInfo, style: str) -> None:
    (first, start), (last, end) = token.start, token.end
    for number in range(first, min(last, len(lines)) + 1):
        line = lines[number - 1]
        begin = start if number == first else 0
        line.stylize(style, begin, end if number == last else len(line.plain))
