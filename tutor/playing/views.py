"""Views that a learner asks for: what is typed, as the view that the job names."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.errors import PlayError
from tutor.language import say
from tutor.lesson.checks.python import syntax_error
from tutor.records.job import Show
from tutor.records.views import KINDS, OPTIONS

WHOLE = ("timeline", "loading", "variables")
"""Kinds that need no expression: they look at the run, or at all variables."""
PLAIN = {"shapes": ("op", "names"), "broadcast": ("into",)}
"""Options that are words, not expressions."""
MOST = 12
"""Views at a time."""


def typed_view(kind: str, of: str, options: Mapping[str, str] | None = None) -> Show:
    """Return the view that was asked for; raises PlayError where it is none.

    Options that were left empty are left out.
    """
    if kind not in KINDS:
        raise PlayError(say("playing.no_view", kind=kind, known=", ".join(KINDS)))
    given = {name: text.strip() for name, text in (options or {}).items() if text.strip()}
    if not of.strip() and kind not in WHOLE:
        raise PlayError(say("playing.no_expression", kind=kind, example=example(kind)))
    for name, text in {"": of.strip(), **given}.items():
        if name not in OPTIONS[kind] and name:
            raise PlayError(say("playing.no_option", kind=kind, name=name))
        if text and name not in PLAIN.get(kind, ()):
            wrong = syntax_error(text, expression=True)
            if wrong is not None:
                raise PlayError(say("playing.no_python", text=text, words=wrong.msg))
    return Show(kind, of.strip(), tuple(given.items()))


def example(kind: str) -> str:
    """Return what could be typed for a view of this kind."""
    return _EXAMPLES.get(kind, "")


def line_of(show: Show) -> str:
    """Return a view as one line: `padding batch · lengths: sizes`."""
    options = (f"{name}: {text}" for name, text in show.options if name != "title")
    return " · ".join((f"{show.kind} {show.of}".strip(), *options))


_EXAMPLES = {
    "graph": "loss",
    "series": "losses",
    "timeline": "[model]",
    "shapes": "torch.cat([a, b])",
    "batches": "batches",
    "padding": "padded",
    "tensor": "x",
    "broadcast": "a, b",
    "memory": "x, x.T",
    "modules": "model",
    "variables": "x, y",
}
