"""A folder on another machine: recognised by what the system says of its mounts, and told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.damage import notices, typed
from tutor.store import Store
from tutor.store.volumes import is_remote


def mounted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, point: Path) -> None:
    """Let the system say that `point` is a mount of `kind` in a local root."""
    escaped = str(point).replace(" ", "\\040")
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        "22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw\n"
        "garbage\n"
        f"61 22 0:52 / {escaped} rw,relatime shared:9 - {kind} server:/home rw\n"
    )
    monkeypatch.setattr("tutor.store.volumes.MOUNTS", mounts)


@pytest.mark.parametrize(
    ("kind", "remote"),
    [
        ("nfs", True), ("nfs4", True), ("cifs", True), ("smb3", True), ("9p", True), ("fuse.sshfs", True),
        ("ext4", False), ("tmpfs", False), ("overlay", False), ("fuse.ntfs-3g", False),
    ],
)  # fmt: skip
def test_a_network_file_system_is_recognised(
    kind: str, remote: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "my home"
    mounted(tmp_path, monkeypatch, kind, home)

    assert is_remote(home / "progress") is remote
    assert not is_remote(tmp_path / "my home2")


def test_where_the_system_says_nothing_of_mounts_no_folder_is_remote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tutor.store.volumes.MOUNTS", tmp_path / "missing")

    assert not is_remote(tmp_path)


def test_opening_there_warns_and_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounted(tmp_path, monkeypatch, "nfs4", tmp_path / "home")
    store = Store(tmp_path / "home")
    (warning,) = store.open().notices
    store.append("attempt", "a", {"typed": 1})
    store.close()

    assert str(tmp_path / "home") in warning
    assert notices(tmp_path / "home") == (warning,)
    assert typed(tmp_path / "home") == [1]
