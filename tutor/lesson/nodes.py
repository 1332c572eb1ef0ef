"""From the text of a YAML file to nested dicts, lists and text, each part with its place.

The file is read as a stream of events, and an event that a lesson has no use for (a tag, an
anchor, an alias, a merge key, a second document, a thirteenth level) is refused before anything is
built from it: neither a bomb nor a type of YAML's own ever comes to be.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import yaml

from tutor.errors import LessonError, Problem
from tutor.language import say
from tutor.lesson.document import At, Document, Node, Place
from tutor.lesson.reading import Quoted, code_point, read_text, refused_character
from tutor.lesson.syntax import syntax_problem

MOST_LEVELS = 12
MOST_EVENTS = 60_000
MOST_PROBLEMS = 100
"""Problems of one file that are told; with more the file is something else."""

AS_TYPED = frozenset(
    ("code", "starter", "tests", "answer", "gives", "edit", "replace", "with", "drop", "insert")
)
"""Keys whose text is Python and stays as it is; all other text is brought to NFC."""


def read_document(path: Path) -> Document:
    """Read the file at `path`; raises LessonError where it is no YAML text at all."""
    return parsed(path, read_text(path))


def parsed(path: Path, text: str) -> Document:
    """Return the document that `text` spells; raises LessonError where it spells none."""
    return _parsed(path, text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _parsed(path: Path, text: str, loader: type[yaml.SafeLoader]) -> Document:
    builder = _Builder(path)
    try:
        root = builder.document(yaml.parse(text, Loader=loader))
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        if loader is not yaml.SafeLoader and "nesting depth" in str(error):
            # libyaml counts brackets ahead of the events it gives; Python's parser gives the place.
            return _parsed(path, text, yaml.SafeLoader)
        found = syntax_problem(path, text, error, builder.quote)
        raise LessonError((*builder.problems, found)) from error
    return Document(
        file=path,
        root=root,
        keys=builder.keys,
        values=builder.values,
        styles=builder.styles,
        lines=tuple(text.split("\n")),
        problems=tuple(builder.problems),
    )


class _Builder:
    """Builds the nodes of one document from its events."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.keys: dict[Place, At] = {}
        self.values: dict[Place, At] = {}
        self.styles: dict[Place, str] = {}
        self.problems: list[Problem] = []
        self.quote = (0, 0, 0)
        """Line and column of the last quotation mark opened, and the line it is closed on."""
        self._events: Iterator[yaml.Event] = iter(())

    def document(self, events: Iterator[yaml.Event]) -> Node:
        """Return the top node of the one document there may be."""
        self._events = self._counted(events)
        root: Node = ""
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._end(event, "lesson.two_documents")
                if event.version or event.tags:
                    self._note(event, "lesson.directive")
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, (), 1, as_typed=False)
        return root

    def _counted(self, events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
        for number, event in enumerate(events):
            if number >= MOST_EVENTS:
                raise self._end(event, "lesson.too_much", most=MOST_EVENTS)
            yield event

    def _node(self, event: yaml.Event, place: Place, level: int, *, as_typed: bool) -> Node:
        self.values[place] = _at(event)
        if isinstance(event, yaml.AliasEvent):
            self._note(event, "lesson.alias", name=event.anchor)
            return ""
        self._check_properties(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, place, as_typed=as_typed)
        if level > MOST_LEVELS:
            raise self._end(event, "lesson.too_deep", most=MOST_LEVELS)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(place, level, as_typed=as_typed)
        return self._mapping(place, level, as_typed=as_typed)

    def _scalar(self, event: yaml.ScalarEvent, place: Place, *, as_typed: bool) -> str:
        style = event.style or ""
        self.styles[place] = style
        if style in ("'", '"') and event.start_mark and event.end_mark:
            self.quote = (*_at(event), event.end_mark.line + 1)
        text: str = event.value
        found = refused_character(text)
        if found is not None:
            self._note(event, "lesson.character", character=code_point(found[0]))
            return ""
        if not as_typed:
            text = unicodedata.normalize("NFC", text)
        return Quoted(text) if style else text

    def _sequence(self, place: Place, level: int, *, as_typed: bool) -> list[Node]:
        items: list[Node] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            item = self._node(event, (*place, len(items)), level + 1, as_typed=as_typed)
            items.append(item)
        return items

    def _mapping(self, place: Place, level: int, *, as_typed: bool) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event, place, level)
            known = key in entries
            inside = (*place, f"{key}\0again" if known else key)
            self.keys[inside] = _at(event)
            value = next(self._events)
            typed = as_typed or key in AS_TYPED
            node = self._node(value, inside, level + 1, as_typed=typed)
            if known:
                first = self.keys[(*place, key)]
                self._note(event, "lesson.twice", key=key, line=first[0])
            else:
                entries[key] = node
        return entries

    def _key(self, event: yaml.Event, place: Place, level: int) -> str:
        if isinstance(event, yaml.ScalarEvent):
            self._check_properties(event)
            if event.value == "<<" and not event.style:
                self._note(event, "lesson.merge")
            found = refused_character(event.value)
            if found is None:
                return unicodedata.normalize("NFC", event.value)
            self._note(event, "lesson.character", character=code_point(found[0]))
            return code_point(found[0])
        self._note(event, "lesson.bad_key")
        self._node(event, (*place, "\0key"), level + 1, as_typed=False)
        return "?"

    def _check_properties(self, event: yaml.Event) -> None:
        tag, anchor = getattr(event, "tag", None), getattr(event, "anchor", None)
        if tag is not None:
            self._note(event, "lesson.tag", tag=tag.replace("tag:yaml.org,2002:", "!!"))
        if anchor is not None:
            self._note(event, "lesson.anchor", name=anchor)

    def _note(self, event: yaml.Event, key: str, /, **values: object) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(self._problem(event, key, **values))

    def _end(self, event: yaml.Event, key: str, /, **values: object) -> LessonError:
        return LessonError((*self.problems, self._problem(event, key, **values)))

    def _problem(self, event: yaml.Event, key: str, /, **values: object) -> Problem:
        return Problem(self.file, *_at(event), say(key, **values), say(f"{key}_hint", **values))


def _at(event: yaml.Event) -> At:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
