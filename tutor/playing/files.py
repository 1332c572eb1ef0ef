"""A program of the playground as a plain Python file: it runs outside the tutor too.

`show` exists in the playground only, so a file whose program calls it brings one that prints. It
is taken out again when the file is opened here.
"""

from __future__ import annotations

import ast
import os
import re
import tempfile
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Final

from tutor.errors import PlayError
from tutor.language import say

LONGEST: Final = 100_000
"""Characters a program may have."""
FALLBACK: Final = """\
if "show" not in globals():

    def show(*things, view=None):
        print(*things)
"""
_FALLBACK = re.compile(rf"(?:\A|(?<=\n)\n|(?<=\n))(?:#[^\n]*\n)?{re.escape(FALLBACK)}\n?")


def file_named(name: str) -> Path:
    """Return the file a typed name stands for; raises PlayError where it cannot be that of one."""
    try:
        file = Path(name).expanduser()
        with suppress(FileNotFoundError, NotADirectoryError):
            file.lstat()
    except (OSError, RuntimeError, ValueError) as error:  # too long, a ~ of nobody, no character
        reason = getattr(error, "strerror", None) or str(error)
        raise PlayError(say("playing.no_name", name=name, reason=reason)) from error
    return file


def read_program(file: Path) -> str:
    """Return the program in a file; raises PlayError where there is none that can be edited."""
    try:
        if not file.is_file():
            raise PlayError(say("playing.no_file", path=file))
        with file.open("rb") as opened:
            data = opened.read(4 * LONGEST + 1)
        text = data.decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PlayError(say("playing.unread", path=file, reason=reason)) from error
    except UnicodeDecodeError as error:
        raise PlayError(say("playing.no_text", path=file)) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > LONGEST or "\0" in text:
        raise PlayError(say("playing.no_program", path=file, most=LONGEST))
    return _FALLBACK.sub("", text, count=1)


def write_program(file: Path, source: str) -> None:
    """Write the program whole or not at all; raises PlayError where that cannot be done."""
    try:
        # What the name stands for is replaced, so that a link to a file stays one.
        _replace(file.resolve(), file_text(source))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PlayError(say("playing.unwritten", path=file, reason=reason)) from error


def file_text(source: str) -> str:
    """Return what is written: the program, with a `show` that prints where it calls one."""
    text = source if source.endswith("\n") or not source else f"{source}\n"
    tree = _parsed(source)
    if not _calls_show(tree, source):
        return text
    lines = text.splitlines(keepends=True)
    at = _first_line_after_head(tree) if tree is not None else 0
    blank = ["\n"] if at else []
    note = f"# {say('playing.show_note')}\n"
    return "".join((*lines[:at], *blank, note, FALLBACK, "\n", *lines[at:]))


def _parsed(source: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _calls_show(tree: ast.Module | None, source: str) -> bool:
    """Tell whether the program uses a `show` that it does not have of its own."""
    if tree is None:
        return re.search(r"(?<![\w.])show\(", source) is not None
    used = False
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name="show") | ast.ClassDef(name="show"):
                return False
            case ast.alias(name="show", asname=None) | ast.alias(asname="show"):
                return False
            case ast.Name(id="show", ctx=ast.Load()):
                used = True
            case ast.Name(id="show"):
                return False
    return used


def _first_line_after_head(tree: ast.Module) -> int:
    """Return how many lines docstring and `from __future__` take: nothing may stand before them."""
    last = 0
    for number, node in enumerate(tree.body):
        is_docstring = (
            number == 0
            and isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        )
        is_future = isinstance(node, ast.ImportFrom) and node.module == "__future__"
        if not (is_docstring or is_future):
            break
        last = node.end_lineno or last
    return last


def _replace(path: Path, text: str) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(name).chmod(mode)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
