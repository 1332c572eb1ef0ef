"""Every key of the app, once: bindings, bottom line, help and palette are read from here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding, BindingType

from tutor.language import say


@dataclass(frozen=True, slots=True)
class Key:
    """A key, what it does, and how it is called."""

    keys: str
    """Textual's names, parted by commas; the first is the one that is shown."""
    action: str
    name: str
    """Entry of the table `tui`: "key_<name>" is its label."""
    shown: str = ""
    """How the key is written, where that is not its name."""
    in_line: bool = True
    """Whether the bottom line names it."""
    early: bool = False
    """Whether it is taken before the widget that has the focus sees it."""

    @property
    def action_name(self) -> str:
        """Return the action without what it is given."""
        return self.action.partition("(")[0]

    @property
    def label(self) -> str:
        return say(f"tui.key_{self.name}")

    @property
    def written(self) -> str:
        return self.shown or self.keys.partition(",")[0]


HELP = Key("question_mark,f1", "app.help", "help", "?")
PALETTE = Key("ctrl+p", "app.command_palette", "palette", "^p", early=True)
QUIT = Key("q", "app.quit", "quit")
QUIT_ANYWHERE = Key("ctrl+q", "app.quit", "quit", "^q", in_line=False)

_EVERYWHERE = (HELP, PALETTE, QUIT, QUIT_ANYWHERE)
_WHILE_TYPING = (Key("f1", "app.help", "help", "f1"), PALETTE, QUIT_ANYWHERE)

HOME = (
    Key("enter", "open", "open"),
    Key("slash", "search", "search", "/"),
    Key("r", "review", "review"),
    Key("u", "unit", "unit"),
    Key("t", "progress", "progress"),
    Key("o", "playground", "playground"),
    Key("j", "cursor(1)", "down", in_line=False),
    Key("k", "cursor(-1)", "up", in_line=False),
    Key("g", "cursor_first", "first", in_line=False),
    Key("G", "cursor_last", "last", "G", in_line=False),
    *_EVERYWHERE,
)
"""Keys of the home screen."""

_PICTURES = (
    Key("full_stop", "graph('forward')", "graph_forward", "."),
    Key("y", "graph('play')", "graph_play"),
    Key("comma", "graph('back')", "graph_back", ",", in_line=False),
    Key("less_than_sign", "graph('start')", "graph_start", "<", in_line=False),
    Key("greater_than_sign", "graph('end')", "graph_end", ">", in_line=False),
    Key("right_square_bracket", "read(1)", "read", "[ ]"),
    Key("left_square_bracket", "read(-1)", "read", "[", in_line=False),
    Key("right_curly_bracket", "read(1, True)", "read_far", "{ }", in_line=False),
    Key("left_curly_bracket", "read(-1, True)", "read_far", "{", in_line=False),
)
"""Keys of the pictures of a run."""

_SCROLLING = (
    Key("j,down", "scroll(1)", "down", "j", in_line=False),
    Key("k,up", "scroll(-1)", "up", "k", in_line=False),
    Key("pagedown,space", "page(1)", "page_down", "pgdn", in_line=False),
    Key("pageup", "page(-1)", "page_up", "pgup", in_line=False),
    Key("g,home", "scroll_top", "first", "g", in_line=False),
    Key("G,end", "scroll_bottom", "last", "G", in_line=False),
)

LESSON = (
    Key("enter", "proceed", "proceed"),
    Key("a", "answer", "answer"),
    Key("tab", "app.focus_next", "controls"),
    Key("r", "run", "run"),
    Key("e", "edit", "edit"),
    Key("f", "fold", "fold"),
    Key("n,right", "next", "next", "n"),
    Key("p,left", "back", "back", "p"),
    *_PICTURES,
    Key("h", "hint", "hint"),
    Key("v", "reveal", "reveal"),
    Key("s,ctrl+o", "compare", "compare", "s"),
    Key("x", "renew", "renew"),
    Key("w", "what_if", "what_if"),
    Key("d", "dispute", "dispute"),
    Key("c", "pin", "pin"),
    Key("o", "playground", "playground"),
    Key("z", "reset", "reset"),
    Key("1", "sure(1)", "sure", "1–3", in_line=False),
    Key("2", "sure(2)", "sure", in_line=False),
    Key("3", "sure(3)", "sure", in_line=False),
    Key("escape", "leave", "leave", "esc"),
    *_SCROLLING,
    *_EVERYWHERE,
)
"""Keys of a lesson while no text is being typed."""

REVIEW = (
    Key("1", "grade(1)", "grade", "1–4"),
    *(Key(f"{n}", f"grade({n})", "grade", in_line=False) for n in (2, 3, 4)),
    Key("l", "reread", "reread"),
)
"""Further keys of a question in a review."""

UNIT = (
    Key("enter,r", "quiz", "quiz", "enter"),
    Key("escape,u", "app.pop_screen", "leave", "esc"),
    *_EVERYWHERE,
)
"""Keys of a unit's page; the arrows scroll it."""

PROGRESS = (
    Key("escape,enter,t", "app.pop_screen", "leave", "esc"),
    *_EVERYWHERE,
)
"""Keys of the page of progress; the arrows scroll it."""

REVIEW_END = (Key("enter,escape,n", "leave", "leave"), *_EVERYWHERE)
"""Keys of the end of a review."""

ANSWER = (
    Key("enter", "check", "check"),
    Key("ctrl+g", "hint", "hint", "^g"),
    Key("ctrl+r", "reveal", "reveal", "^r"),
    Key("ctrl+n", "next", "next", "^n"),
    Key("ctrl+b", "back", "back", "^b"),
    Key("ctrl+o", "compare", "compare", "^o"),
    Key("alt+1", "sure(1)", "sure", "alt+1–3"),
    Key("alt+2", "sure(2)", "sure", in_line=False),
    Key("alt+3", "sure(3)", "sure", in_line=False),
    Key("escape", "leave_box", "leave_box", "esc"),
    Key("up", "recall", "recall", in_line=False),
    *_WHILE_TYPING,
)
"""Keys while an answer is typed."""

IN_THE_BOX = ANSWER[1:9]
"""Those of them that the screen carries out."""

PROGRAM = (Key("ctrl+j", "check", "check", "^j"), *ANSWER[1:])
"""Keys while a program is typed as an answer: there Enter ends a line."""

EDITOR = (
    Key("ctrl+j,ctrl+enter", "run_now", "run", "^j"),
    Key("ctrl+l", "reset", "reset", "^l"),
    Key("escape", "leave_editor", "leave_editor", "esc"),
    *_WHILE_TYPING,
)
"""Keys while the program is edited."""

CONTROL = (
    Key("left,right", "turn", "turn", "← →"),
    Key("tab", "app.focus_next", "next_control"),
    Key("c", "pin", "pin"),
    Key("r", "run", "run"),
    Key("f", "fold", "fold"),
    Key("e", "edit", "edit"),
    Key("n", "next", "next"),
    Key("p", "back", "back"),
    Key("escape", "leave", "leave_control", "esc"),
    HELP,
    PALETTE,
)
"""Keys while a control has the focus."""


PLAY = (
    Key("e,enter", "edit", "edit", "e"),
    Key("r,ctrl+j,ctrl+enter", "run_now", "run", "r"),
    Key("v,ctrl+t", "views", "views", "v"),
    Key("h,ctrl+r", "past", "past", "h"),
    *_PICTURES,
    Key("c,ctrl+g", "pin", "pin", "c"),
    Key("s,ctrl+s", "save", "save", "s"),
    Key("o,ctrl+o", "open_file", "open_file", "o"),
    Key("z,ctrl+l", "reset", "reset", "z"),
    Key("escape", "leave", "leave_play", "esc"),
    *_SCROLLING,
    *_EVERYWHERE,
)
"""Keys of the playground while no text is being typed."""

PLAY_EDITOR = (
    Key("ctrl+j,ctrl+enter", "run_now", "run", "^j"),
    Key("ctrl+t", "views", "views", "^t"),
    Key("ctrl+r", "past", "past", "^r"),
    Key("ctrl+g", "pin", "pin", "^g"),
    Key("ctrl+s", "save", "save", "^s"),
    Key("ctrl+o", "open_file", "open_file", "^o"),
    Key("escape", "leave_editor", "leave_editor", "esc"),
    Key("ctrl+l", "reset", "reset", "^l", in_line=False),
    *_WHILE_TYPING,
)
"""Keys of the playground while its program is typed."""

MENU = (
    Key("enter", "pick", "choose"),
    Key("escape,q", "close", "close", "esc"),
    HELP,
    PALETTE,
    QUIT_ANYWHERE,
)
"""Keys of a list to choose from."""

PAST = (Key("enter", "pick", "go_back"), Key("c", "compare", "compare_past"), *MENU[1:])
"""Keys of the history of the playground."""

FORM = (
    Key("enter", "submit", "take"),
    Key("tab", "app.focus_next", "next_field"),
    Key("escape", "close", "close", "esc"),
    QUIT_ANYWHERE,
)
"""Keys of lines to fill in."""

TRUST = (
    Key("y", "say('yes')", "trust"),
    Key("escape,n", "say('no')", "do_not_trust", "esc"),
    QUIT_ANYWHERE,
)
"""Keys of the question before a course of somebody else; enter is none of them."""


def bindings(*tables: Iterable[Key]) -> list[BindingType]:
    """Return Textual's bindings of all keys of the tables; the first of equal keys counts."""
    found: dict[str, Binding] = {}
    for key in (key for table in tables for key in table):
        for name in key.keys.split(","):
            found.setdefault(name, Binding(name, key.action, "", show=False, priority=key.early))
    return list(found.values())
