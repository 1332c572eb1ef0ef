"""The known name that is most like one that was not found, as Python prints it at its prompt."""

from __future__ import annotations

import builtins
import difflib
import re
import sys
import traceback
from collections.abc import Iterable
from types import ModuleType
from typing import Any

MOST_NAMES = 3000
SHORT = 4
"""Characters of a name in which one that differs makes much of a difference."""


def near(error: BaseException) -> str:
    """Return a name close to the one a NameError, AttributeError or ImportError misses, or ""."""
    wanted, known = _wanted(error)
    if not wanted:
        return ""
    fitting = {n for n in known if type(n) is str and n.startswith("_") == wanted.startswith("_")}
    fitting.discard(wanted)
    names = sorted(fitting)[:MOST_NAMES]
    same = [name for name in names if name.lower() == wanted.lower()]
    alike = 0.6 if len(wanted) <= SHORT else 0.72
    found = same or difflib.get_close_matches(wanted[:60], names, n=1, cutoff=alike)
    return found[0] if found else ""


def _wanted(error: BaseException) -> tuple[str, Iterable[Any]]:
    name = getattr(error, "name", None)
    if isinstance(error, ImportError):
        match = re.match(r"cannot import name '(\w+)' from '([\w.]+)'", str(error))
        module = sys.modules.get(match[2]) if match else None
        return (match[1], vars(module)) if match and module is not None else ("", ())
    if type(name) is not str:
        return "", ()
    if isinstance(error, NameError):
        return name, _visible(error)
    if isinstance(error, AttributeError):
        return name, _attributes(getattr(error, "obj", None))
    return "", ()


def _visible(error: BaseException) -> Iterable[str]:
    frame = None
    for entry, _ in traceback.walk_tb(error.__traceback__):
        frame = entry
    if frame is None:
        return ()
    return {**vars(builtins), **frame.f_globals, **frame.f_locals}


def _attributes(thing: Any) -> set[Any]:
    """Return what classes and dictionaries say an object has, without asking the object."""
    if isinstance(thing, ModuleType):
        return set(vars(thing))
    found = {name for cls in type(thing).__mro__ for name in vars(cls)}
    if isinstance(thing, type):
        found |= {name for cls in thing.__mro__ for name in vars(cls)}
    try:
        own = object.__getattribute__(thing, "__dict__")
    except AttributeError:
        return found
    for held in (own, *(own.get(part) for part in ("_parameters", "_buffers", "_modules"))):
        if type(held) is dict:
            found |= set(held)
    return found
