"""What a shell offers while a call is being typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from tutor.cli.root import root


def offered(*words: str) -> list[str]:
    """Return what the last word, as far as it is typed, could become."""
    *before, begun = words
    shell = ShellComplete(root, {}, "tutor", "_TUTOR_COMPLETE")
    return [each.value for each in shell.get_completions(before, begun)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("zero",), ["zero-grad-effects"]),
        (("pro",), ["progress"]),
        (("st",), ["stack-vs-cat", "state-dict-and-buffers"]),
        (("run", "zero"), ["zero-grad-effects"]),
        (("run", "zero-grad-effects/tr"), ["zero-grad-effects/training"]),
        (("answer", "zero-grad-effects/sq"), ["zero-grad-effects/square"]),
        (("answer", "zero-grad-effects/tr"), []),
        (("list", "mod"), ["modules"]),
        (("progress", "--transcript", "stack"), ["stack-vs-cat"]),
        (("run", "no-such-lesson/"), []),
        (("run", "a/b/c"), []),
    ],
)
def test_names_are_completed(words: tuple[str, ...], found: list[str]) -> None:
    assert offered(*words) == found


def test_another_course_has_other_names(tmp_path: Path) -> None:
    assert offered("--lessons", str(tmp_path), "zero") == []
    assert offered("run", "--lessons", str(tmp_path / "missing"), "zero") == []
