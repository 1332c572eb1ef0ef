"""The palettes of `tutor.views` as Textual themes."""

from __future__ import annotations

from textual.theme import Theme

from tutor.views.palette import ANSI, DARK, LIGHT, PALETTES, Palette

NAMES = {"dark": "tutor-dark", "light": "tutor-light", "ansi": "tutor-ansi"}


def themes() -> list[Theme]:
    """Return a theme for each palette."""
    return [_theme(palette) for palette in (DARK, LIGHT, ANSI)]


def palette_named(theme: str) -> Palette:
    """Return the palette of a theme; the dark one where the theme is not ours."""
    return PALETTES.get(theme.removeprefix("tutor-"), DARK)


def _theme(palette: Palette) -> Theme:
    def colour(value: str, fallback: str) -> str:
        if not value or value == "default":
            return fallback
        return f"ansi_{value}" if palette is ANSI else value

    base = "ansi_default"
    faint = colour(palette.faint, "ansi_bright_black")
    return Theme(
        name=NAMES[palette.name],
        primary=colour(palette.now, "ansi_red"),
        secondary=colour(palette.cool, "ansi_cyan"),
        accent=colour(palette.warm, "ansi_yellow"),
        warning=colour(palette.warm, "ansi_yellow"),
        error=colour(palette.error, "ansi_red"),
        success=colour(palette.done, "ansi_green"),
        foreground=colour(palette.text, base),
        background=colour(palette.background, base),
        surface=colour(palette.background, base),
        panel=colour(palette.panel, base),
        dark=palette.is_dark,
        variables={
            "tutor-panel": colour(palette.panel, base),
            "tutor-raised": colour(palette.raised, base),
            "tutor-text": colour(palette.text, base),
            "tutor-support": colour(palette.support, base),
            "tutor-faint": faint,
            "tutor-now": colour(palette.now, base),
            "tutor-warm": colour(palette.warm, base),
            "tutor-line": faint if palette is ANSI else palette.panel,
            "input-selection-background": f"{colour(palette.now, base)} 35%"
            if palette is not ANSI
            else "ansi_bright_black",
            # What the terminal's own colours are is not known: there, the cursor turns them round.
            "input-cursor-text-style": "reverse" if palette is ANSI else "none",
            "tutor-focus-style": "reverse" if palette is ANSI else "bold",
            "input-cursor-background": colour(palette.text, base),
            "input-cursor-foreground": colour(palette.background, base),
            "footer-key-foreground": colour(palette.warm, base),
            "scrollbar": faint,
            "scrollbar-background": colour(palette.background, base),
            "scrollbar-corner-color": colour(palette.background, base),
        },
    )
