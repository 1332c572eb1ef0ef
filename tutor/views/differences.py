"""What two runs differ in, in words: the facts that marks show where runs stand side by side."""

from __future__ import annotations

from itertools import zip_longest

from tutor.display import show_line
from tutor.language import say
from tutor.records.messages import Raised
from tutor.records.views.series import SeriesRecord
from tutor.views.beside import Run, changed_lines, lines_of, live_lines, setting_text, shown_at
from tutor.views.code import values_by_name
from tutor.views.live_rows import in_words
from tutor.views.run import title_of
from tutor.views.series import difference


def differences(run: Run, pinned: Run) -> list[str]:
    """Return a sentence for each thing in which `run` is not as the pinned run was; never none."""
    found = [
        say("views.diff", now=setting_text(name, value), then=setting_text(name, then))
        for name, value in run.settings.items()
        if (then := pinned.settings.get(name, value)) != value
    ]
    for sign, line in changed_lines(pinned.source, run.source):
        key = "views.diff_line_pinned" if sign == "-" else "views.diff_line_now"
        found.append(say(key, line=show_line(line.strip(), columns=120)))
    found += [*_of_values(run, pinned), *_of_ends(run, pinned), *_of_views(run, pinned)]
    return found or [say("views.diff_none")]


def _of_values(run: Run, pinned: Run) -> list[str]:
    found = []
    before = lines_of(pinned, run.source)
    for line, recorded in sorted(live_lines(run.messages).items()):
        then = values_by_name(before.get(line, ()))
        for name, values in values_by_name(recorded).items():
            if values != then.get(name, []):
                said = _in_which(values, then.get(name, []))
                found.append(say("views.diff_value", line=line, name=name, said=said))
    return found


def _in_which(values: list[str], pinned: list[str]) -> str:
    """Return both lists of values; where only their middles differ, the first that do."""
    now, then = in_words(values), in_words(pinned)
    if now != then:
        return say("views.diff", now=now, then=then)
    pairs = enumerate(zip_longest(values, pinned, fillvalue="–"), start=1)
    time, (now, then) = next((n, pair) for n, pair in pairs if pair[0] != pair[1])
    return say("views.diff_time", time=time, said=say("views.diff", now=now, then=then))


def _of_ends(run: Run, pinned: Run) -> list[str]:
    now, then = _raised(run), _raised(pinned)
    return [] if now == then else [say("views.diff", now=now or "–", then=then or "–")]


def _raised(run: Run) -> str:
    raised = next((each for each in run.messages if isinstance(each, Raised)), None)
    return "" if raised is None else show_line(raised.exception, columns=60)


def _of_views(run: Run, pinned: Run) -> list[str]:
    found = []
    for index, show in enumerate(run.show):
        now, then = shown_at(run.messages, index), shown_at(pinned.messages, index)
        if now is None or then is None or now.view == then.view:
            continue
        if isinstance(now.view, SeriesRecord) and isinstance(then.view, SeriesRecord):
            said = difference(now.view, then.view)
        else:
            said = say("views.diff_view")
        found.append(f"{title_of(show)}: {said}")
    return found
