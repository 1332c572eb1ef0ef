"""The forms that ask for the file of a program: to save it there, to open what is there."""

from __future__ import annotations

from tutor.errors import PlayError
from tutor.language import say
from tutor.playing.files import file_named, read_program, write_program
from tutor.playing.start import Start
from tutor.records.job import Show
from tutor.tui.screens.form import FormScreen, path_form


def save_form(source: str) -> FormScreen[str]:
    """Return the form that writes `source`; a name that is taken has to be given twice."""
    taken: list[str] = []

    def save(name: str) -> str:
        path = file_named(name)
        if path.exists() and name not in taken:
            taken.append(name)
            raise PlayError(say("tui.play_exists", path=name))
        write_program(path, source)
        return name

    return path_form(say("tui.key_save"), "", save)


def open_form(views: tuple[Show, ...]) -> FormScreen[Start]:
    """Return the form that reads a program, to be looked at by `views`."""

    def opened(name: str) -> Start:
        return Start(read_program(file_named(name)), views, file=name)

    return path_form(say("tui.key_open_file"), "", opened)
