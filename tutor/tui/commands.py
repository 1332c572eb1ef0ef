"""Everything one can do, for the palette: keys of the screen, lessons, looks, languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.fuzzy import Matcher

from tutor.display import show_line
from tutor.language import LANGUAGES, say
from tutor.tui.keys import Key
from tutor.tui.themes import NAMES


class Actions(Provider):
    """Actions of the app by name."""

    async def discover(self) -> Hits:
        for name, act, about in self._all():
            yield DiscoveryHit(_text(name), act, name, _text(about))

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for name, act, about in self._all():
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, _found(matcher, name), act, name, _text(about))

    def _all(self) -> Iterator[tuple[str, Callable[[], Any], str]]:
        app: Any = self.app
        for key in self._keys():
            yield key.label, self._act(key.action), key.written
        for name in NAMES:
            yield say(f"tui.theme_{name}"), partial(app.show_theme, name), ""
        for language, title in LANGUAGES.items():
            yield title, partial(app.action_language, language), ""
        for entry in app.course.lessons:
            title = say("tui.open_lesson", title=show_line(entry.title))
            yield title, partial(app.open_lesson, entry), show_line(entry.id)

    def _keys(self) -> list[Key]:
        """Return the keys of the screen that work now, one an action."""
        table: tuple[Key, ...] = getattr(self.screen, "KEY_TABLE", ())
        found: dict[str, Key] = {}
        for key in table:
            is_palette = key.action_name == "app.command_palette"
            if not is_palette and self.screen.check_action(key.action_name, ()):
                found.setdefault(key.name, key)
        return list(found.values())

    def _act(self, action: str) -> Callable[[], Any]:
        screen = self.screen

        async def act() -> None:
            await self.app.run_action(action, default_namespace=screen)

        return act


def _text(text: str) -> Any:
    """Return text as itself: the palette reads strings as markup, and a title may hold anything."""
    return Content.from_text(text, markup=False)


def _found(matcher: Matcher, name: str) -> Content:
    """Return a name with what was typed marked in it."""
    content = Content.from_text(name, markup=False)
    _, offsets = matcher.fuzzy_search.match(matcher.query, name)
    for offset in offsets:
        content = content.stylize(matcher.match_style, offset, offset + 1)
    return content
