"""Markdown of lessons as text."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from tutor.views.prose import Prose


def drawn(markdown: str) -> str:
    console = Console(file=io.StringIO(), width=60, color_system=None)
    with console.capture() as taken:
        console.print(Prose(markdown))
    return taken.get().strip()


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("super().__init__() comes first", "super().__init__() comes first"),
        ("_version and __len__", "_version and __len__"),
        ("a **bold** and an *italic* word", "a bold and an italic word"),
        ("`__init__` in code", "__init__ in code"),
    ],
)
def test_underscores_of_names_are_no_emphasis(markdown: str, text: str) -> None:
    assert drawn(markdown) == text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("**`b.grad`**는 얼마일까요?", "b.grad는 얼마일까요?"),
        ("모양이 **(2, 3)**인 텐서", "모양이 (2, 3)인 텐서"),
        ("값은**“합”**과 같아요", "값은“합”과 같아요"),
        ("**리프**예요", "리프예요"),
        ("a * b와 2 ** 3을", "a * b와 2 ** 3을"),
    ],
)
def test_a_particle_right_behind_stars_leaves_them_emphasis(markdown: str, text: str) -> None:
    assert drawn(markdown) == text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("see [the page](https://example.org/x) there", "see the page (https://example.org/x) there"),
        ("[run](javascript:alert(1))", "[run](javascript:alert(1))"),
        ("[read](../../../etc/passwd)", "read (../../../etc/passwd)"),
        ("<script>x</script>", ""),
        ("![a picture](https://example.org/x.png)", "🌆 a picture"),
        ("[@click=app.quit]here[/]", "[@click=app.quit]here[/]"),
    ],
)  # fmt: skip
def test_links_and_pictures_are_text_alone(markdown: str, text: str) -> None:
    assert drawn(markdown) == text
    assert acting(markdown) == []


def acting(markdown: str) -> list[object]:
    """Return what a click on the drawn text would do."""
    console = Console(file=io.StringIO(), width=60)
    styles = [segment.style for segment in console.render(Prose(markdown)) if segment.style]
    return [style for style in styles if style.link or style.meta]
