"""Short ways to make a record from live objects, as a child process would."""

from __future__ import annotations

import io
from typing import Any

from rich.cells import cell_len
from rich.console import Console

from tutor.probes import probe
from tutor.records.codec import decode, encode
from tutor.records.job import Show
from tutor.views import view

MOST_BYTES = 64 * 2**10


def made(kind: str, of: str, namespace: dict[str, Any], **options: str) -> Any:
    """Return the record of a view as it arrives on the other side of the pipe."""
    record = probe(Show(kind, of, tuple(options.items())), namespace, {}, {})
    data = encode(record)
    assert len(data) <= MOST_BYTES
    return decode(data)


def text(record: object, width: int = 80) -> str:
    """Return the picture as plain text; no line is wider than it may be."""
    file = io.StringIO()
    console = Console(file=file, width=500, color_system=None, markup=False, highlight=False)
    console.print(view(record, width=width))
    lines = [line.rstrip() for line in file.getvalue().rstrip("\n").split("\n")]
    assert max(map(cell_len, lines)) <= width
    return "\n".join(lines)
