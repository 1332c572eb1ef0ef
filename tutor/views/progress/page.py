"""The whole page, in parts that stand one under the other; the same in the app and on stdout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from tutor.display import show_line
from tutor.language import say
from tutor.statistics import Belief, LessonStatistics, Statistics
from tutor.views.fitting import fitted
from tutor.views.palette import Palette
from tutor.views.progress.calendar import calendar
from tutor.views.spaced import spaced

if TYPE_CHECKING:
    from tutor.due import Waiting
    from tutor.lesson.entries import Course, LessonEntry, Unit

BAR = 10
MOST_BELIEFS = 12
_NOTHING = LessonStatistics()


def progress_page(
    made: Statistics,
    course: Course,
    waiting: Waiting,
    beliefs: Sequence[Belief] = (),
    *,
    now: float,
    today: date,
    width: int,
    palette: Palette,
) -> RenderableType:
    """Return the page for the width there is; times in seconds since the epoch."""
    if not made.lessons:
        return Text(say("views.progress_none"), style=palette.support)
    parts: list[RenderableType] = [
        _totals(made, waiting, now, today, palette),
        calendar(made.days, today, width, palette),
        Text("\n\n").join(_units(made, course, now, width, palette)),
        *_beliefs(made, beliefs, width, palette),
        *_guesses(made, palette),
        *_sureness(made, palette),
    ]
    return spaced(parts)


def _totals(made: Statistics, waiting: Waiting, now: float, today: date, palette: Palette) -> Text:
    answers = sum(each.answers for each in made.lessons.values())
    told = say(
        "views.progress_totals",
        answers=answers,
        days=len(made.days),
        streak=made.streak(today),
        time=_time(made.seconds),
    )
    text = Text(told, style=palette.bold(palette.text))
    return text.append(f"\n{waiting.sentence(now)}", style=palette.warm)


def _units(
    made: Statistics, course: Course, now: float, width: int, palette: Palette
) -> Iterator[Text]:
    """Yield each unit that was begun: its lessons with what was answered and is still known."""
    for unit in course.units:
        if any(name in made.lessons for name in unit.ids):
            lines = [_unit_line(unit, made, now, width, palette)]
            lines += [
                _lesson_line(entry, made.lessons.get(entry.id, _NOTHING), now, width, palette)
                for entry in unit.lessons
                if entry.id in made.lessons
            ]
            yield Text("\n").join(lines)


def _unit_line(unit: Unit, made: Statistics, now: float, width: int, palette: Palette) -> Text:
    found = [made.lessons.get(entry.id, _NOTHING) for entry in unit.lessons]
    done = sum(each.questions for each in found)
    count = sum(len(entry.questions) for entry in unit.lessons)
    retained = [known for each in found if (known := each.retention(now)) is not None]
    known = sum(retained) / len(retained) if retained else None
    seconds = sum(each.seconds for each in found)
    facts = _facts(done, count, known, seconds, palette)
    return _line(show_line(unit.title), "", facts, width, palette.bold(palette.text))


def _lesson_line(
    entry: LessonEntry, made: LessonStatistics, now: float, width: int, palette: Palette
) -> Text:
    facts = _facts(made.questions, len(entry.questions), made.retention(now), made.seconds, palette)
    return _line(show_line(entry.title), "  ", facts, width, palette.text)


def _facts(done: int, count: int, known: float | None, seconds: float, palette: Palette) -> Text:
    """Return a bar of questions answered, their number, what is still known, and the time."""
    full = round(BAR * min(done, count) / count) if count else 0
    text = Text("━" * full, style=palette.now)
    text.append("━" * (BAR - full), style=palette.faint)
    text.append(f" {f'{min(done, count)}/{count}':>6}", style=palette.support)
    share = "—" if known is None else f"{known:.0%}"
    text.append(f"  {say('views.progress_known', share=f'{share:>4}')}", style=palette.warm)
    time = _time(seconds)
    return text.append(" " * max(2, 12 - cell_len(time)) + time, style=palette.support)


def _line(title: str, lead: str, facts: Text, width: int, style: str) -> Text:
    """Return title and facts on a line, or the facts under it where there is no room."""
    room = width - cell_len(facts.plain) - 2
    if room < 24:
        text = Text(lead + fitted(title, max(8, width - len(lead))), style=style)
        return text.append(f"\n{lead}  ").append_text(facts)
    shown = lead + fitted(title, room - len(lead))
    return Text(shown, style=style).append(" " * (room + 2 - cell_len(shown))).append_text(facts)


def _beliefs(
    made: Statistics, beliefs: Sequence[Belief], width: int, palette: Palette
) -> Iterator[Text]:
    met = sum(len(each.beliefs) for each in made.lessons.values())
    if not met:
        return
    overcome = sum(each.overcome for each in made.lessons.values())
    text = Text(say("views.progress_beliefs", met=met, overcome=overcome), style=palette.cool)
    for belief in beliefs[:MOST_BELIEFS]:
        mark, style = ("●", palette.done) if belief.overcome else ("◆", palette.warm)
        told = fitted(show_line(belief.text, columns=200), max(10, width - 4))
        text.append(f"\n  {mark} ", style=style).append(told, style=palette.text)
    if len(beliefs) > MOST_BELIEFS:
        more = say("views.progress_more", count=len(beliefs) - MOST_BELIEFS)
        text.append(f"\n  {more}", style=palette.support)
    yield text


def _guesses(made: Statistics, palette: Palette) -> Iterator[Text]:
    guesses = sum(each.guesses for each in made.lessons.values())
    right = sum(each.guesses_right for each in made.lessons.values())
    if guesses:
        told = say("views.progress_guesses", guesses=guesses, right=right)
        yield Text(told, style=palette.cool)


def _sureness(made: Statistics, palette: Palette) -> Iterator[Text]:
    if not made.sure:
        return
    text = Text(say("views.progress_sure"), style=palette.cool)
    for level, (right, answers) in sorted(made.sure.items(), reverse=True):
        told = say(f"views.sure_{level}", right=right, answers=answers)
        text.append(f"\n  {told}", style=palette.text)
    yield text


def _time(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 60:
        return say("views.minutes", minutes=minutes)
    return say("views.hours", hours=minutes // 60, minutes=f"{minutes % 60:02}")
