"""A file that is no lesson at all ends in a sentence, whatever it is made of."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from tutor.errors import LessonError
from tutor.lesson.load import load_lesson
from tutor.lesson.reading import MOST_BYTES

DEEP = (
    "lists and mappings are nested more than 12 deep here; a lesson needs fewer levels; "
    "text that starts with a bracket needs quotation marks"
)
UTF16 = "0:0: the file is not written in UTF-8 but, it seems, in UTF-16; save it as UTF-8"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "1:1: the file is empty; start it with `format: 1`"),
        (b"# only a comment\n", "1:1: the file is empty; start it with `format: 1`"),
        (b"---\n", "2:1: the file is empty; start it with `format: 1`"),
        (
            b"- a\n- b\n",
            "1:1: the file holds a list instead of fields; "
            "start it with `format: 1`, and write `name: value` on each line",
        ),
        (
            b"hello\n",
            "1:1: the file holds `hello` instead of fields; "
            "start it with `format: 1`, and write `name: value` on each line",
        ),
        ("format: 1\n".encode("utf-16"), UTF16),
        ("format: 1\n".encode("utf-16-le"), UTF16),
        ("format: 1\n".encode("utf-16-be"), UTF16),
        ("format: 1\n".encode("utf-32"), UTF16),
        (
            "format: 1\ntitle: é\n".encode("latin-1"),
            "2:8: the byte 0xE9 is not UTF-8; save the file as UTF-8",
        ),
        (
            b"format: 1\ntitle: \xed\xa0\x80\n",
            "2:8: the byte 0xED is not UTF-8; save the file as UTF-8",
        ),
        (
            b"#" * (MOST_BYTES + 1),
            "0:0: the file is larger than 512 KiB; split the lesson in two",
        ),
        (b"[" * 100_000, f"1:13: {DEEP}"),
        (b"{a: " * 100_000, f"1:49: {DEEP}"),
        (b"- " * 100_000, f"1:25: {DEEP}"),
        (b"? " * 100_000, f"1:25: {DEEP}"),
    ],
    ids=[
        "empty", "comment", "marker", "list", "text", "utf-16", "utf-16-le", "utf-16-be", "utf-32",
        "latin-1", "surrogate", "large", "brackets", "braces", "dashes", "question marks",
    ],
)  # fmt: skip
def test_a_file_that_is_no_lesson_is_refused_in_one_sentence(
    content: bytes, said: str, complaints: Callable[[bytes], list[str]]
) -> None:
    found = complaints(content)

    assert found[-1] == said


def test_a_hundred_thousand_levels_are_refused_without_yamls_c_library(
    complaints: Callable[[bytes], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)

    found = complaints(b"[" * 100_000)

    assert found == [f"1:13: {DEEP}"]


def test_a_good_lesson_is_read_without_yamls_c_library(
    good: str, complaints: Callable[[str], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)

    assert complaints(good) == []


@pytest.mark.parametrize("line", [r'text: "\ud800"', r'text: "\UFFFFFFFF"', "text: [", "a: b: c"])
def test_what_pythons_own_parser_refuses_has_a_place(
    line: str, complaints: Callable[[str], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)

    assert len(complaints(f"{line}\n")) >= 1


def test_a_billion_laughs_are_refused_before_they_are_told(
    complaints: Callable[[str], list[str]],
) -> None:
    names = "abcdefghijklmnopqrstu"
    lines = [f"{names[0]}: &{names[0]} [x, x]"]
    lines += [f"{b}: &{b} [*{a}, *{a}]" for a, b in pairwise(names)]

    found = complaints("\n".join(lines))

    assert "1:4: `&a` names this part for use elsewhere" in "\n".join(found)


def test_a_merge_bomb_is_refused(complaints: Callable[[str], list[str]]) -> None:
    lines = ["a0: &a0 {x: 1}"]
    lines += [f"a{n + 1}: &a{n + 1} {{<<: [*a{n}, *a{n}]}}" for n in range(3)]

    found = complaints("\n".join(lines))

    assert "`*a0` stands for text from elsewhere" in "\n".join(found)


def test_sixty_thousand_entries_are_refused(complaints: Callable[[str], list[str]]) -> None:
    found = complaints("format: [" + "a," * 70_000 + "]")

    assert found == ["1:120000: the file has more than 60000 parts; split it"]


def test_a_pipe_is_refused_without_waiting_for_a_writer(file: Path) -> None:
    os.mkfifo(file)

    with pytest.raises(LessonError) as refused:
        load_lesson(file)

    assert "this is not a regular file" in str(refused.value)


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/full"])
def test_a_link_to_a_device_is_refused(device: str, file: Path) -> None:
    file.symlink_to(device)

    with pytest.raises(LessonError) as refused:
        load_lesson(file)

    assert "this is not a regular file" in str(refused.value)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LessonError) as refused:
        load_lesson(tmp_path)

    assert "this is not a regular file" in str(refused.value)


@pytest.mark.parametrize("name", ["gone.yaml", "a\0b.yaml", "x" * 300 + ".yaml", "loop.yaml"])
def test_a_name_that_opens_nothing_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")

    with pytest.raises(LessonError) as refused:
        load_lesson(tmp_path / name)

    assert [(p.line, p.column) for p in refused.value.problems] == [(0, 0)]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_refused(file: Path) -> None:
    file.write_text("format: 1")
    file.chmod(0)

    with pytest.raises(LessonError) as refused:
        load_lesson(file)

    assert "cannot be opened: Permission denied" in str(refused.value)


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte order mark"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_one_byte_order_mark_and_crlf_are_fine(
    start: bytes, end: bytes, good: str, file: Path
) -> None:
    file.write_bytes(start + good.encode().replace(b"\n", end))

    lesson = load_lesson(file)

    assert lesson.experiments[0].code.startswith("import torch\n\nw = torch")


def test_loading_runs_nothing(good: str, file: Path, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    touch = f"__import__('pathlib').Path('{mark}').touch()"
    text = good.replace("total = 0", f"{touch}\n      total = 0")
    file.write_text(text.replace("answer: total", f"answer: {touch}"))

    load_lesson(file)

    assert not mark.exists()
