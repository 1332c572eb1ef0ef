"""The colours of Python in an editor: those of the program beside which it opens."""

from __future__ import annotations

from rich.style import Style
from textual.widgets.text_area import TextAreaTheme

from tutor.views.palette import ANSI, DARK, LIGHT, Palette

_KEYWORDS = (
    "keyword", "keyword.function", "keyword.return", "keyword.operator", "conditional", "repeat",
    "exception", "include",
)  # fmt: skip
_NUMBERS = ("number", "float", "boolean", "constant.builtin")
_STRINGS = ("string", "string.documentation", "string.escape")


def editor_themes() -> list[TextAreaTheme]:
    """Return a theme for each palette; each has the name of its palette."""
    return [_theme(palette) for palette in (DARK, LIGHT, ANSI)]


def _theme(palette: Palette) -> TextAreaTheme:
    keyword, plain_keyword = Style(color=palette.keyword, bold=True), Style(color=palette.keyword)
    styles = dict.fromkeys(_KEYWORDS, keyword)
    styles |= dict.fromkeys(_NUMBERS, Style(color=palette.number))
    styles |= dict.fromkeys(_STRINGS, Style(color=palette.string))
    styles |= {"function.builtin": plain_keyword, "comment": Style(color=palette.support)}
    return TextAreaTheme(
        name=palette.name,
        gutter_style=Style(color=palette.faint),
        cursor_line_gutter_style=Style(color=palette.now),
        syntax_styles=styles,
    )
