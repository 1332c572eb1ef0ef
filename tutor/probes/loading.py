"""When batches were loaded and when the loop waited, for every DataLoader of a program."""

from __future__ import annotations

from typing import Any

from torch.utils.data import DataLoader

from tutor.probes import History, Recorders
from tutor.probes.loader_pass import Pass
from tutor.probes.loaders import Watch, watch
from tutor.records.job import Show
from tutor.records.views.loading import (
    MOST_BATCHES,
    MOST_PASSES,
    Fetch,
    LoaderPass,
    LoadingRecord,
    Wait,
)


def prepare(show: Show) -> Watch:
    """Begin to watch the loaders of the run."""
    del show
    return watch()


def probe(
    show: Show, namespace: dict[str, Any], recorders: Recorders, history: History
) -> LoadingRecord:
    """Return the passes of the run; with `show.of`, only those of the loaders it names."""
    del history
    seen: Watch = recorders["loading"]
    names = _names(namespace, seen)
    wanted = {part.strip() for part in show.of.split(",") if part.strip()}
    passes = [p for p in seen.passes if not wanted or names.get(p.loader, "") in wanted]
    start = passes[0].began if passes else 0.0
    kept = tuple(
        _pass(each, names.get(each.loader, ""), seen, start) for each in passes[:MOST_PASSES]
    )
    return LoadingRecord(kept, max(0, len(passes) - MOST_PASSES))


def _names(namespace: dict[str, Any], seen: Watch) -> dict[int, str]:
    """Return number of a loader → the variable that holds it."""
    names: dict[int, str] = {}
    for name, thing in namespace.items():
        if isinstance(thing, DataLoader) and not name.startswith("_"):
            number = seen.number_of(thing)
            if number is not None:
                names.setdefault(number, name)
    return names


def _pass(seen: Pass, name: str, watched: Watch, start: float) -> LoaderPass:
    def at(moment: float) -> float:
        return round((moment - start) * 1000, 2)

    fetches = watched.fetches(seen)
    waited = seen.ready - seen.began + sum(ended - began for began, ended, _ in seen.asked)
    return LoaderPass(
        loader=name[:60],
        number=seen.loader,
        epoch=seen.epoch,
        workers=seen.workers,
        began=at(seen.began),
        ready=at(seen.ready),
        ended=at(max([seen.ready, *(ended for _, ended, _ in seen.asked)])),
        finished=seen.finished,
        waits=tuple(Wait(at(b), at(e), batch) for b, e, batch in seen.asked[: MOST_BATCHES + 1]),
        fetches=tuple(Fetch(w, at(b), at(e), batch) for w, b, e, batch in fetches[:MOST_BATCHES]),
        batches=seen.batches,
        waited=round(waited * 1000, 2),
    )
