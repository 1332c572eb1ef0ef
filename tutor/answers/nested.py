"""Nested numbers as text: torch's own print, lists of lists, rows on lines; only parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tutor.answers.numeric import Numeral, numeral

Element = Numeral | bool | None
DEPTH = 12
MOST = 1024
"""Elements one typed answer may hold."""


@dataclass(frozen=True, slots=True)
class Nested:
    """Numbers in the shape they were typed in, row by row."""

    shape: tuple[int, ...]
    elements: tuple[Element, ...]
    dtype: str = ""
    """Spelled out with `dtype=`, without the module."""
    bare: bool = False
    """Typed without brackets, so that the shape is a guess."""
    wrapper: str = ""
    """"tensor", "array", "Size", or "" for plain brackets."""


class NotNested(ValueError):
    """The text is no nest of numbers; `str()` is a word for the reason."""


_WRAPPER = re.compile(
    r"(?:(?:parameter containing|parameter)\s*:?\s*(?=(?:torch\.)?tensor))?"
    r"(?:(?:torch|np|numpy|nn|torch\.nn)\.)?"
    r"(?P<name>tensor|parameter|array|size|list|tuple|float\d*|int\d*|double|long|asarray|as_tensor"
    r"|scalar_tensor|deque|buffer|[a-z]*tensor)\s*(?=\()",
    re.IGNORECASE,
)
_KEYWORD = re.compile(
    r"\s*,?\s*(?P<name>[a-z_]+)\s*=\s*"
    r"(?P<value><[^<>]*>|'[^']*'|\"[^\"]*\"|torch\.Size\(\[[\d, ]*\]\)|[\w.:]+)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\.(?:item|tolist|detach|numpy|cpu|clone|float|double|long|int)\(\)\s*\Z|\.(?:data|T)\s*\Z"
)
_TOKEN = re.compile(r"\s*([\[(\{<]|[\])\}>]|[,;]|[^\[\](){}<>,;\s]+)")
_CLOSES = {"[": "]", "(": ")", "{": "}", "<": ">"}
_ENDS, _COMMAS = frozenset("])}>"), frozenset(",;")
_KEYWORDS = {"grad_fn", "requires_grad", "dtype", "device", "size", "names", "layout"}


def nested(text: str) -> Nested:
    """Return the nest of numbers that `text` is. Raises NotNested."""
    text = text.strip()
    found = _WRAPPER.match(text)
    if found is None:
        return _plain(text)
    inside, keywords = _arguments(_TAIL.sub("", text)[found.end() :])
    inner = nested(inside) if _WRAPPER.match(inside) or inside[:1] in "[({" else _plain(inside)
    if inner.bare and len(inner.elements) > 1:
        raise NotNested("brackets")
    shape = inner.shape if not inner.bare else ()
    dtype = keywords.get("dtype", "").rsplit(".", 1)[-1]
    return Nested(shape, inner.elements, dtype or inner.dtype, False, found.group("name").lower())


def _arguments(text: str) -> tuple[str, dict[str, str]]:
    """Split "(1., grad_fn=<X>)" into its first argument and its keywords."""
    if not text.endswith(")"):
        raise NotNested("brackets")
    inside = text[1:-1].strip().rstrip(",")
    keywords: dict[str, str] = {}
    first = re.search(r",?\s*\b[a-z_]+\s*=(?!=)", inside)
    if first is not None:
        at = first.start()
        while at < len(inside):
            keyword = _KEYWORD.match(inside, at)
            if keyword is None or keyword.group("name") not in _KEYWORDS:
                raise NotNested("keyword")
            keywords[keyword.group("name")] = keyword.group("value")
            at = keyword.end()
            at += len(inside[at:]) - len(inside[at:].lstrip(" ,\n"))
        inside = inside[: first.start()]
    return inside.strip().rstrip(",").strip(), keywords


def _plain(text: str) -> Nested:
    if re.search(r"[\[({]", text) and text[:1] in "[({":
        return _bracketed(text)
    rows = [row for row in re.split(r"[\n;]+", text) if row.strip()]
    if len(rows) > MOST or len(text) > 16 * MOST:
        raise NotNested("long")
    cells = [_cells(row) for row in rows]
    if not cells:
        raise NotNested("empty")
    widths = {len(row) for row in cells}
    if len(widths) > 1:
        raise NotNested("ragged")
    elements = tuple(element for row in cells for element in row)
    shape = (len(cells), len(cells[0])) if len(cells) > 1 else (len(cells[0]),)
    return Nested(shape, elements, bare=True)


def _cells(row: str) -> list[Element]:
    whole = _element(row)
    if whole is not None:
        return [whole]
    row = re.sub(r"\band\b|&|그리고|(?<=\d)(?:와|과|하고)\s", ",", row)
    parts = row.split(",") if "," in row else row.split()
    if "," in row and not parts[-1].strip():
        parts.pop()
    if len(parts) > MOST:
        raise NotNested("long")
    return [_wanted(part) for part in parts]


def _bracketed(text: str) -> Nested:
    tokens = _TOKEN.findall(text)
    if len(tokens) > 8 * MOST or "".join(tokens) != re.sub(r"\s+", "", text):
        raise NotNested("syntax")
    if any(token.startswith(("...", "…")) for token in tokens):
        raise NotNested("elided")
    tree, at = _tree(tokens, 0, 0)
    if at != len(tokens):
        raise NotNested("several")
    elements: list[Element] = []
    shape = _shape_of(tree, elements)
    if len(elements) > MOST:
        raise NotNested("long")
    return Nested(shape, tuple(elements))


def _tree(tokens: list[str], at: int, depth: int) -> tuple[list[object], int]:
    """Return the list that opens at `at` and where it ends; runs of words are one element each."""
    if depth > DEPTH:
        raise NotNested("deep")
    closing = _CLOSES.get(tokens[at])
    if closing is None:
        raise NotNested("syntax")
    items: list[object] = []
    at += 1
    while at < len(tokens) and tokens[at] != closing:
        token = tokens[at]
        if token in _CLOSES:
            item, at = _tree(tokens, at, depth + 1)
            items.append(item)
            continue
        if token in _ENDS:
            raise NotNested("brackets")
        if token not in _COMMAS:
            items.append(token)
        at += 1
    if at >= len(tokens):
        raise NotNested("brackets")
    return items, at + 1


def _shape_of(tree: object, elements: list[Element]) -> tuple[int, ...]:
    if not isinstance(tree, list):
        elements.append(_wanted(str(tree)))
        return ()
    shapes = {_shape_of(item, elements) for item in tree}
    if len(shapes) > 1:
        raise NotNested("ragged")
    return (len(tree), *(shapes.pop() if shapes else ()))


def _wanted(text: str) -> Element:
    element = _element(text)
    if element is None and text.strip().lower() not in ("none", "없음"):
        raise NotNested("element")
    return element


def _element(text: str) -> Element:
    word = text.strip().strip("'\"`").lower()
    if word in ("true", "false"):
        return word == "true"
    return numeral(word) if not word.endswith("%") else None
