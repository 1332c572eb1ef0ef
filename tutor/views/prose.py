"""A lesson's Markdown as a renderable in the tutor's colours; links are shown as text.

Only lesson text comes here: what a learner typed or a program printed is never read as Markdown.
"""

from __future__ import annotations

from typing import ClassVar

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.emphasis import tokenize
from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import CodeBlock, Markdown, MarkdownElement
from rich.padding import Padding
from rich.segment import Segment
from rich.text import Text
from rich.theme import Theme

from tutor.display import show
from tutor.views.highlight import highlighted
from tutor.views.palette import DARK, Palette


class Prose:
    """Markdown that is laid out for the width it is drawn at."""

    def __init__(self, text: str, palette: Palette = DARK) -> None:
        self._text = text
        self._palette = palette

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        markdown = _Markdown(show(self._text.strip()), hyperlinks=False)
        _Code.palette = self._palette
        with console.use_theme(theme(self._palette)):
            # Rendered to lines inside, since the styles of a theme are looked up while it is set.
            yield from _joined(console.render_lines(markdown, options, pad=False))


def theme(palette: Palette) -> Theme:
    """Return the styles of Markdown in the palette's colours."""
    return Theme(
        {
            "markdown.code": palette.cool,
            "markdown.strong": palette.bold(palette.text),
            "markdown.em": f"italic {palette.text}",
            "markdown.h1": palette.bold(palette.text),
            "markdown.h2": palette.bold(palette.text),
            "markdown.h3": palette.bold(palette.text),
            "markdown.item.bullet": palette.support,
            "markdown.item.number": palette.support,
            "markdown.block_quote": palette.support,
            "markdown.table.border": palette.faint,
            "markdown.table.header": palette.bold(palette.cool),
            "markdown.paragraph": palette.text,
            "markdown.text": palette.text,
        }
    )


def _joined(lines: list[list[Segment]]) -> RenderResult:
    while lines and not "".join(segment.text for segment in lines[-1]).strip():
        lines.pop()
    for line in lines:
        yield from line
        yield Segment.line()


class _Code(CodeBlock):
    """A fenced block, coloured as programs are everywhere else."""

    palette: ClassVar[Palette] = DARK

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        block = Text("\n").join(highlighted(str(self.text).rstrip("\n"), self.palette))
        yield Padding(block, (0, 0, 0, 2))


class _Markdown(Markdown):
    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements,
        "fence": _Code,
        "code_block": _Code,
    }

    def __init__(self, markup: str, *, hyperlinks: bool) -> None:
        super().__init__(markup, hyperlinks=hyperlinks)
        self.parsed = _PARSER.parse(markup)


def _by_stars(state: StateInline, silent: bool) -> bool:
    """Read emphasis by `*` alone: underscores are part of Python's names.

    A Korean particle follows its word without a space, so stars between a sign and Hangul open and
    close all the same: **`b.grad`**는.
    """
    start, known = state.pos, len(state.delimiters)
    if state.src[start] == "_" or not tokenize(state, silent):
        return False
    before, after = state.src[start - 1 : start], state.src[state.pos : state.pos + 1]
    for stars in state.delimiters[known:]:
        stars.open = stars.open or (_is_hangul(before) and bool(after.strip()))
        stars.close = stars.close or (_is_hangul(after) and bool(before.strip()))
    return True


def _is_hangul(character: str) -> bool:
    return "가" <= character <= "힣"


_PARSER = MarkdownIt().enable("strikethrough").enable("table")
_PARSER.inline.ruler.at("emphasis", _by_stars)
