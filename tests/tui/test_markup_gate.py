"""A gate: no variable text may stand where Textual would read it as markup."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

READS_MARKUP = {
    "Static", "Label", "Button", "Checkbox", "RadioButton", "Switch", "Link", "Markdown", "RichLog", "Log",
    "Content", "notify", "from_markup", "DataTable", "OptionList", "Option", "Collapsible", "TabPane", "Digits",
}  # fmt: skip
"""Widgets and functions of Textual that read their text as markup unless told otherwise."""
ATTRIBUTES = {"border_title", "border_subtitle", "tooltip", "title", "sub_title"}


def findings(source: str, name: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = (
                node.func.attr
                if isinstance(node.func, ast.Attribute)
                else getattr(node.func, "id", "")
            )
            off = any(
                word.arg == "markup"
                and isinstance(word.value, ast.Constant)
                and word.value.value is False
                for word in node.keywords
            )
            variable = [a for a in node.args if not isinstance(a, ast.Constant)]
            if called in READS_MARKUP and variable and not off:
                found.append(f"{name}:{node.lineno}: {called}(…) reads variable text as markup")
        if isinstance(node, ast.Assign) and not isinstance(node.value, ast.Constant):
            found += [
                f"{name}:{node.lineno}: .{target.attr} is read as markup"
                for target in node.targets
                if isinstance(target, ast.Attribute) and target.attr in ATTRIBUTES
            ]
    return found


def test_no_widget_reads_variable_text_as_markup(root: Path) -> None:
    found = [
        problem
        for path in sorted((root / "tutor/tui").rglob("*.py"))
        for problem in findings(path.read_text(), str(path.relative_to(root)))
    ]

    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "Static(text)",
        "self.notify(f'{x}')",
        "Label(str(x), id='a')",
        "w.border_title = title",
        "Button(x, markup=True)",
    ],
)
def test_the_gate_sees_what_it_is_for(source: str) -> None:
    assert findings(source, "x.py")


@pytest.mark.parametrize(
    "source", ["Static(text, markup=False)", "Static('fixed')", "Static('')", "Text(x)"]
)
def test_the_gate_lets_plain_text_pass(source: str) -> None:
    assert findings(source, "x.py") == []
