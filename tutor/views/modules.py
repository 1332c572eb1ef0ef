"""A module as a tree: ● is trained, ○ frozen, ▫ a buffer, ! what PyTorch does not see."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from tutor.display import show_line
from tutor.language import say
from tutor.records.views.modules import ModuleRow, ModulesRecord, ModuleTensor
from tutor.views.columns import Row, aligned
from tutor.views.palette import Palette
from tutor.views.values import shape_text

WIDE = 100
"""Columns from which on each tensor's dtype stands beside it."""
DEEPEST = 64
"""Levels that are told apart."""
TRAINED, FROZEN, BUFFER, UNSEEN, NOTHING = "●", "○", "▫", "!", "·"


def view(
    record: ModulesRecord, *, width: int, height: int | None = None, palette: Palette
) -> RenderableType:
    """Return a row a module and a tensor, and under them what all of it comes to."""
    del height
    if record.reason:
        key = f"views.modules_{record.reason.replace('-', '_')}"
        return Text(say(key, of=show_line(record.of, columns=60)), style=palette.support)
    rails = [
        (_short(lead, width), _short(below, width))
        for lead, below in _rails([min(row.depth, DEEPEST) for row in record.rows])
    ]
    common = _Common(record, width)
    rows = [
        _module(row, rail, palette)
        if isinstance(row, ModuleRow)
        else _tensor(row, rail, common, palette)
        for row, rail in zip(record.rows, rails, strict=True)
    ]
    text = aligned(rows, width)
    for line in _feet(record, common):
        text.append(f"\n{line}", style=palette.support)
    return text


class _Common:
    """What is so for most tensors and is therefore said once, under the tree."""

    def __init__(self, record: ModulesRecord, width: int) -> None:
        tensors = [row for row in record.rows if isinstance(row, ModuleTensor)]
        dtypes = [row.dtype for row in tensors if row.dtype]
        self.dtype = max(sorted(set(dtypes)), key=dtypes.count) if dtypes and width < WIDE else ""
        learning = [row.has_grad for row in tensors if row.role == "parameter"]
        self.grad = learning[0] if len(set(learning)) == 1 else None
        """Whether the parameters have a .grad; None where only some do."""


def _rails(depths: Sequence[int]) -> list[tuple[str, str]]:
    """Return what stands before each row, and before what stands under it."""
    rails: list[tuple[str, str]] = []
    for place, depth in enumerate(depths):
        goes_on = [_has_next(depths, place, level) for level in range(1, depth + 1)]
        lead = "".join("│ " if more else "  " for more in goes_on[:-1])
        branch = ("├─" if goes_on[-1] else "└─") if goes_on else ""
        below = lead + (("│ " if goes_on[-1] else "  ") if goes_on else "")
        has_under = place + 1 < len(depths) and depths[place + 1] > depth
        rails.append((lead + branch, below + ("│   " if has_under else "    ")))
    return rails


def _short(rail: str, width: int) -> str:
    """Return a rail that leaves room for what stands behind it: only its nearest levels."""
    most = width // 6 * 2
    return rail if len(rail) <= most else f"… {rail[2 - most :]}"


def _has_next(depths: Sequence[int], place: int, level: int) -> bool:
    """Tell whether the row at `level` above or at `place` has a further sibling."""
    for depth in depths[place + 1 :]:
        if depth <= level:
            return depth == level
    return False


def _module(row: ModuleRow, rail: tuple[str, str], palette: Palette) -> Row:
    lead = Text(rail[0], style=palette.faint)
    if not row.registered:
        lead.append(f"{UNSEEN} ", style=palette.bold(palette.now))
    lead.append(_module_name(row), style=palette.bold(palette.text))
    kind = show_line(row.kind, columns=60)
    settings = f"({show_line(row.settings, columns=60)})" if row.settings else ""
    lead.append(f"  {kind}", style=palette.cool).append(settings, style=palette.support)
    if row.times > 1:
        lead.append(f" ×{row.times}", style=palette.bold(palette.warm))
    flag = {True: "train", False: "eval", None: ""}[row.training]
    aside = Text(flag, style=palette.support if row.training else palette.warm)
    facts: list[Text] = []
    if not row.registered:
        facts.append(Text(say("views.modules_not_registered"), style=palette.now))
    if row.same_as:
        facts.append(_same(row.same_as, palette))
    elif amount := _amount(row):
        told = say("views.modules_each", amount=amount) if row.times > 1 else amount
        facts.append(Text(told, style=palette.support))
    return Row(lead, (aside,), tuple(facts), Text(rail[1], style=palette.faint))


def _module_name(row: ModuleRow) -> str:
    first, last = show_line(row.name, columns=60), show_line(row.last, columns=60)
    if row.times == 1:
        return first
    return f"{first}, {last}" if row.times == 2 else f"{first} … {last}"


def _same(path: str, palette: Palette) -> Text:
    told = say("views.modules_same_as", path=show_line(path, columns=60))
    return Text(f"↑ {told}", style=palette.now)


def _amount(row: ModuleRow) -> str:
    if not row.parameters:
        return ""
    count = "views.modules_parameter" if row.parameters == 1 else "views.modules_parameters"
    told = say(count, count=_number(row.parameters))
    if row.trained == row.parameters:
        return told
    if not row.trained:
        return say("views.modules_frozen", parameters=told)
    return say("views.modules_trained", parameters=told, trained=_number(row.trained))


def _tensor(row: ModuleTensor, rail: tuple[str, str], common: _Common, palette: Palette) -> Row:
    sign, style = _sign(row, palette)
    lead = Text(rail[0], style=palette.faint).append(f"{sign} ", style=style)
    lead.append(show_line(row.name, columns=60), style=palette.text)
    shape = Text(shape_text(row.shape) if row.shape is not None else "", style=palette.text)
    where = "" if row.device == "cpu" or not row.dtype else f" {show_line(row.device)}"
    name = "" if row.dtype == common.dtype else show_line(row.dtype)
    dtype = Text((name + where).strip(), style=palette.support)
    facts = _facts(row, style, common, palette)
    columns = (shape,) if common.dtype else (shape, dtype)
    facts = [dtype, *facts] if common.dtype else facts
    return Row(lead, columns, tuple(facts), Text(rail[1], style=palette.faint))


def _sign(row: ModuleTensor, palette: Palette) -> tuple[str, str]:
    if row.role == "attribute":
        return UNSEEN, palette.bold(palette.now)
    if row.state == "none":
        return NOTHING, palette.support
    if row.role == "buffer":
        return BUFFER, palette.cool
    return (TRAINED, palette.warm) if row.requires_grad else (FROZEN, palette.support)


def _facts(row: ModuleTensor, style: str, common: _Common, palette: Palette) -> list[Text]:
    """Return what is to be said of a tensor beside its shape and dtype."""
    if row.state == "none":
        return [Text(say("views.modules_none"), style=palette.support)]
    if row.role == "attribute":
        facts = [Text(say("views.modules_not_registered"), style=palette.now)]
        if row.requires_grad:
            facts.append(Text("requires_grad", style=palette.support))
    elif row.role == "buffer":
        facts = [Text(say("views.modules_is_buffer"), style=style)]
    else:
        word = "views.modules_is_trained" if row.requires_grad else "views.modules_is_frozen"
        facts = [Text(say(word), style=style)]
        grad = show_line(".grad" if row.has_grad else ".grad None")
        if common.grad is None and (row.requires_grad or row.has_grad):
            facts.append(Text(grad, style=palette.text if row.has_grad else palette.support))
    if row.state == "uninitialized":
        facts.append(Text(say("views.modules_uninitialized"), style=palette.warm))
    if row.role != "attribute" and not row.in_state_dict:
        facts.append(Text(say("views.modules_not_saved"), style=palette.now))
    if row.same_as:
        facts.insert(1, _same(row.same_as, palette))
    return facts


def _feet(record: ModulesRecord, common: _Common) -> list[str]:
    lines = []
    if record.left_out:
        lines.append(say("views.modules_left_out", count=record.left_out))
    lines.append(
        say(
            "views.modules_total",
            count=_number(record.parameters),
            trained=_number(record.trained),
            frozen=_number(record.parameters - record.trained),
            entries=record.entries,
        )
    )
    if common.dtype:
        lines.append(say("views.modules_dtype", dtype=show_line(common.dtype)))
    if common.grad is not None:
        lines.append(say("views.modules_grads" if common.grad else "views.modules_no_grads"))
    if any(_is_unseen(row) for row in record.rows):
        lines.append(say("views.modules_unseen"))
    return lines


def _is_unseen(row: ModuleRow | ModuleTensor) -> bool:
    return not row.registered if isinstance(row, ModuleRow) else row.role == "attribute"


def _number(count: int) -> str:
    return f"{count:,}"
