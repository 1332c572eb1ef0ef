"""Variables as a table: name, type, shape, dtype, value, and what autograd keeps of each."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text

from tutor.display import show_line
from tutor.language import say
from tutor.records.values import NamedValue, TensorValue, Value
from tutor.records.views.variables import Variable, VariablesRecord
from tutor.views.columns import Row, aligned
from tutor.views.palette import Palette
from tutor.views.values import number_text, shape_text, value_text

VALUE_WIDTH = 36


def view(
    record: VariablesRecord, *, width: int, height: int | None = None, palette: Palette
) -> RenderableType:
    """Return one row a variable; what does not fit beside it stands under it."""
    del height
    if not record.variables:
        return Text(say("views.variables_empty"), style=palette.support)
    tensors = [each.value for each in record.variables if isinstance(each.value, TensorValue)]
    on_cpu = all(value.device == "cpu" for value in tensors)
    room = max(16, min(VALUE_WIDTH, width - 6))
    text = aligned([_row(each, on_cpu, room, palette) for each in record.variables], width)
    if record.left_out:
        told = say("views.variables_left_out", count=record.left_out)
        text.append(f"\n{told}", style=palette.support)
    if tensors and on_cpu:
        text.append(f"\n{say('views.variables_cpu')}", style=palette.support)
    return text


def _row(each: Variable, on_cpu: bool, room: int, palette: Palette) -> Row:
    lead = Text(show_line(each.name, columns=60), style=palette.bold(palette.text))
    if each.value is None:
        told = Text(say("views.variables_unbound"), style=palette.now)
        return Row(lead, (told,))
    cells = [Text(_kind(each), style=palette.cool), Text(), Text()]
    if isinstance(each.value, TensorValue):
        device = "" if on_cpu else f" {show_line(each.value.device, columns=20)}"
        cells[1] = Text(shape_text(each.value.shape), style=palette.text)
        cells[2] = Text(f"{show_line(each.value.dtype)}{device}", style=palette.support)
    value = Text(_value(each, each.value, room), style=palette.warm)
    return Row(lead, tuple(cells), (value, *_notes(each, room, palette)))


def _kind(each: Variable) -> str:
    if isinstance(each.value, NamedValue) and each.value.kind in ("class", "function"):
        return each.value.kind
    return show_line(each.kind, columns=40)


def _value(each: Variable, value: Value, room: int) -> str:
    if isinstance(value, NamedValue) and value.name == each.name:
        return ""
    if each.parameters is not None:
        one = "views.modules_parameter" if each.parameters == 1 else "views.modules_parameters"
        return say(one, count=f"{each.parameters:,}")
    if isinstance(value, TensorValue) and 0 in value.shape:
        return say("views.tensor_empty")
    if not isinstance(value, TensorValue) or value.values or not value.digest:
        return value_text(value, width=room)
    if each.least is None or each.most is None:
        return _not_finite(each) if each.not_finite else "…"
    least, most = number_text(each.least), number_text(each.most)
    told = say("views.variables_range", least=least, most=most)
    return f"{told}, {_not_finite(each)}" if each.not_finite else told


def _not_finite(each: Variable) -> str:
    return say("views.variables_not_finite", count=each.not_finite)


def _notes(each: Variable, room: int, palette: Palette) -> list[Text]:
    """Return what autograd keeps of it, and what it shares with others."""
    autograd: list[str] = []
    value = each.value
    if isinstance(value, TensorValue) and value.requires_grad:
        autograd.append("requires_grad")
        leaf = say("views.variables_leaf")
        autograd.append(leaf if value.is_leaf else show_line(value.grad_fn or "", columns=40))
    if each.keeps_grad:
        grad = "None" if each.grad is None else value_text(each.grad, width=room - 8)
        autograd.append(say("views.variables_grad", grad=grad))
    shared: list[str] = []
    if each.same_as:
        shared.append(say("views.variables_same_as", name=show_line(each.same_as, columns=40)))
    elif each.memory:
        shared.append(say("views.variables_memory", number=each.memory))
    notes = [Text(note, style=palette.support) for note in autograd]
    return notes + [Text(note, style=palette.now) for note in shared]
