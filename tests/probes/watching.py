"""Runs a program as a child process would, with what its views need to watch it."""

from __future__ import annotations

import sys
import types
from dataclasses import dataclass
from typing import Any

from tests.probes.looking import MOST_BYTES
from tutor import probes
from tutor.records.codec import decode, encode
from tutor.records.job import Show


@dataclass
class Watched:
    """What came of a program."""

    record: Any
    namespace: dict[str, Any]
    raised: BaseException | None
    recorders: probes.Recorders

    def shown(self, show: Show) -> Any:
        """Return the record of a view as it arrives on the other side of the pipe."""
        data = encode(probes.probe(show, self.namespace, self.recorders, {}))
        assert len(data) <= MOST_BYTES
        return decode(data)


def watched(source: str, *shows: Show) -> Watched:
    """Run `source` and return the record of the first view; with no view, just run it."""
    module = types.ModuleType("__main__")
    before = sys.modules["__main__"]
    sys.modules["__main__"] = module
    raised: BaseException | None = None
    recorders = probes.prepare(shows)
    try:
        exec(compile("import torch\n" + source, "<program>", "exec"), module.__dict__)
    except RuntimeError as error:
        raised = error
    finally:
        probes.stop(recorders)
        sys.modules["__main__"] = before
    found = Watched(None, module.__dict__, raised, recorders)
    if shows:
        found.record = found.shown(shows[0])
    return found
