"""Whether a folder lies on another machine, where SQLite's locks are not to be relied on."""

from __future__ import annotations

from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
_REMOTE = ("nfs", "cifs", "smb", "9p", "fuse.sshfs", "fuse.rclone", "fuse.s3fs", "ncpfs", "afs")


def is_remote(folder: Path) -> bool:
    """Tell whether `folder` is on a network file system; False where the system does not say."""
    try:
        mounts = MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    where, kind = "", ""
    real = str(folder.resolve())
    for line in mounts.splitlines():
        left, _, right = line.partition(" - ")
        fields = left.split(" ")
        if len(fields) < 5 or not right:
            continue
        point = fields[4].replace("\\040", " ")
        inside = real == point or real.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(where):
            where, kind = point, right.split(" ")[0]
    return kind.startswith(_REMOTE)
