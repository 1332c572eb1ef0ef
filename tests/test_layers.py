"""What a clean interpreter loads: a static graph cannot see an import that is deferred."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("torch", "numpy", "textual", "pydantic", "yaml", "tree_sitter", "markdown_it", "fsrs")


def loaded_by(module: str) -> set[str]:
    code = f"import sys, {module}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("module", "allowed"),
    [
        ("tutor.cli", set()),
        ("tutor.session", {"pydantic"}),
        ("tutor.runner.pool", set()),
        ("tutor.store", set()),
        ("tutor.lesson.index", set()),
        ("tutor.tui.app", {"textual"}),
    ],
)
def test_importing_loads_nothing_heavy_it_does_not_need(module: str, allowed: set[str]) -> None:
    heavy = loaded_by(module) & set(HEAVY)

    assert heavy - allowed == set()


def test_the_import_contracts_hold(root: Path) -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]

    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


def test_no_file_of_the_parent_side_evaluates_or_unpickles(root: Path) -> None:
    child_side = {"child.py", "zygote.py", "execute.py"}
    found = [
        f"{path.relative_to(root)}: {word}"
        for path in (root / "tutor").rglob("*.py")
        if "probes" not in path.parts and path.name not in child_side
        for word in ("eval(", "exec(", "import pickle", "import marshal", "shell=True")
        if f" {word}" in path.read_text() or f"({word}" in path.read_text()
    ]

    assert found == []
