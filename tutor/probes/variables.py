"""The variables of a program after its run, with what they hold and which of them share memory.

The objects are the learner's: each is looked at by its type, and by its own methods only where
whatever they raise is caught.
"""

from __future__ import annotations

import types
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from torch.nn.parameter import is_lazy

from tutor.probes import History, Recorders, look
from tutor.probes.bounds import class_name, is_a, named, within
from tutor.probes.brief import brief
from tutor.probes.memory_groups import memory_groups
from tutor.probes.series import expressions
from tutor.records.job import Show
from tutor.records.values import ObjectValue, TensorValue
from tutor.records.views.variables import BYTES, Variable, VariablesRecord

MOST_LOOKED_AT = 400


def probe(
    show: Show, namespace: dict[str, Any], recorders: Recorders, history: History
) -> VariablesRecord:
    """Return all variables of the program, or those (and other expressions) `show.of` names."""
    del recorders, history
    # A tensor subclass of the learner's would be called for each attribute that is read.
    with torch._C.DisableTorchFunctionSubclass():  # noqa: SLF001
        return _record(show, namespace)


def _record(show: Show, namespace: dict[str, Any]) -> VariablesRecord:
    found = _named(show.of, namespace) if show.of.strip() else _bound(namespace)
    groups = memory_groups([thing for _, thing in found[:MOST_LOOKED_AT]])
    variables: list[Variable] = []
    first: dict[int, str] = {}
    for (name, thing), memory in zip(found, groups, strict=False):
        variable = replace(_variable(name, thing), memory=memory)
        if thing is not _UNBOUND and not _is_atom(thing):
            variable = replace(variable, same_as=first.get(id(thing), ""))
            first.setdefault(id(thing), named(name))
        variables.append(variable)
    kept, _ = within(variables, BYTES)
    return VariablesRecord(kept, len(found) - len(kept))


class _Unbound:
    """What a name that was not bound stands for."""


_UNBOUND = _Unbound()


def _named(of: str, namespace: dict[str, Any]) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name in expressions(of):
        try:
            found.append((name, look(name, namespace)))
        except NameError:
            found.append((name, _UNBOUND))
    return found


def _bound(namespace: dict[str, Any]) -> list[tuple[str, Any]]:
    return [
        (name, thing)
        for name, thing in namespace.items()
        if not name.startswith("_") and not _is_imported(thing)
    ]


def _is_imported(thing: object) -> bool:
    """Tell what an import binds (modules, their classes and functions) from what is made here."""
    if is_a(thing, types.ModuleType):
        return True
    code = (type, types.FunctionType, types.BuiltinFunctionType)
    if not issubclass(type(thing), code):
        return False
    where = type.__dict__["__module__"] if is_a(thing, type) else None
    home = where.__get__(thing) if where is not None else getattr(thing, "__module__", "")
    return bool(home != "__main__")


def _is_atom(thing: object) -> bool:
    """Tell what is the same object wherever its value is the same."""
    return type(thing) in (bool, int, float, str, complex, types.NoneType, tuple, torch.dtype)


def _variable(name: str, thing: Any) -> Variable:
    if thing is _UNBOUND:
        return Variable(named(name), "", None)
    if is_a(thing, torch.nn.Module):
        return _module(named(name), thing)
    value = brief(thing)
    variable = Variable(named(name), class_name(thing), value)
    if is_a(thing, torch.Tensor) and isinstance(value, TensorValue):
        return _tensor(variable, thing, value)
    if type(thing) is np.ndarray and thing.dtype.kind in "biuf":
        return replace(variable, value=brief(torch.from_numpy(np.array(thing))))
    return variable


def _module(name: str, module: torch.nn.Module) -> Variable:
    """Return a module without asking for its repr, which is many lines."""
    made = "_parameters" in object.__getattribute__(module, "__dict__")
    known = [each for each in module.parameters() if not is_lazy(each)] if made else []
    kind = class_name(module)
    count = sum(each.numel() for each in known)
    return Variable(name, kind, ObjectValue(kind, kind), parameters=count)


def _tensor(variable: Variable, tensor: torch.Tensor, value: TensorValue) -> Variable:
    if not value.values and tensor.numel():
        variable = _range(variable, tensor)
    keeps = tensor.requires_grad and (tensor.is_leaf or tensor.retains_grad)
    grad = tensor.grad if keeps else None
    return replace(
        variable,
        keeps_grad=bool(keeps),
        grad=None if grad is None else brief(grad),
    )


def _range(variable: Variable, tensor: torch.Tensor) -> Variable:
    """Return the variable with the least and the greatest of more than MOST_ELEMENTS elements."""
    plain = tensor.detach()
    if plain.is_sparse or plain.layout != torch.strided or plain.is_quantized:
        return variable
    if plain.is_complex() or plain.device.type == "meta":
        return variable
    finite = plain[torch.isfinite(plain)]
    missing = plain.numel() - finite.numel()
    if not finite.numel():
        return replace(variable, not_finite=missing)
    least, most = finite.min().item(), finite.max().item()
    return replace(variable, least=float(least), most=float(most), not_finite=missing)
