"""A module as a tree: what it holds, what of that is trained, and what its state_dict saves.

Reads the registries of each module (`_parameters`, `_buffers`, `_modules`) and, for what was meant
to be registered and is not, its plain attributes. What is saved is asked of `state_dict` itself.
https://docs.pytorch.org/docs/stable/notes/modules.html#module-state
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import torch
from torch.nn.parameter import is_lazy

from tutor.probes import History, Recorders, look
from tutor.probes.bounds import class_name, is_a, named, within
from tutor.probes.module_branches import Branch, folded_branch, rows_of
from tutor.records.job import Show
from tutor.records.views.modules import (
    BYTES,
    MOST_UNFOLDED,
    ModuleRow,
    ModulesRecord,
    ModuleTensor,
)

MOST_WALKED = 5000
"""Modules and tensors that are looked at."""
MOST_ITEMS = 64
"""Items of a plain container that are looked at."""
_OWN = frozenset(vars(torch.nn.Module()))
"""Attributes every module has."""


def probe(
    show: Show, namespace: dict[str, Any], recorders: Recorders, history: History
) -> ModulesRecord:
    """Return the tree of the module that `show.of` names."""
    del recorders, history
    module = look(show.of, namespace)
    if not is_a(module, torch.nn.Module):
        return ModulesRecord(show.of, (), reason="not-a-module")
    if "_parameters" not in _attributes(module):
        return ModulesRecord(show.of, (), reason="no-init")
    saved = frozenset(module.state_dict())
    walk = _Walk(saved, _registered(module))
    root = walk.module(module, named(show.of), "", 0)
    rows = rows_of(root)
    if len(rows) > MOST_UNFOLDED:
        rows = rows_of(folded_branch(root))
    kept, left_out = within(rows, BYTES)
    total, trained = _counts(module)
    return ModulesRecord(show.of, kept, left_out + walk.passed_over, total, trained, len(saved))


def _attributes(module: Any) -> dict[str, Any]:
    found: dict[str, Any] = object.__getattribute__(module, "__dict__")
    return found


def _registered(module: torch.nn.Module) -> frozenset[int]:
    """Return the ids of all that PyTorch finds from `module` on."""
    found = {id(each) for each in module.modules()}
    found |= {id(each) for each in module.parameters()}
    return frozenset(found | {id(each) for each in module.buffers()})


def _counts(module: torch.nn.Module) -> tuple[int, int]:
    """Return the elements of all parameters below `module`, and of those that require grad."""
    known = [each for each in module.parameters() if not is_lazy(each)]
    return sum(each.numel() for each in known), sum(
        each.numel() for each in known if each.requires_grad
    )


class _Walk:
    """One walk over a tree of modules; remembers what it has met."""

    def __init__(self, saved: frozenset[str], registered: frozenset[int]) -> None:
        self._saved = saved
        self._registered = registered
        self._met: dict[int, str] = {}
        self._left = MOST_WALKED
        self.passed_over = 0

    def module(
        self, module: Any, name: str, path: str, depth: int, *, registered: bool = True
    ) -> Branch:
        """Return the branch of `module`; of one that was met before, its row alone."""
        row = _module_row(module, name, depth, registered)
        if id(module) in self._met:
            return Branch(replace(row, same_as=self._met[id(module)]))
        self._met[id(module)] = path or name
        branch = Branch(row)
        attributes = _attributes(module)
        inner = f"{path}." if path else ""
        for role, held in (("parameter", "_parameters"), ("buffer", "_buffers")):
            for key, tensor in attributes.get(held, {}).items():
                self._add(branch, self._tensor, tensor, key, inner + key, depth + 1, role=role)
        for key, child in attributes.get("_modules", {}).items():
            if child is not None:
                known = {"registered": registered}
                self._add(branch, self.module, child, named(key), inner + key, depth + 1, **known)
        for key, thing in attributes.items():
            if key not in _OWN:
                self._attribute(branch, thing, named(key), inner + key, depth + 1)
        return branch

    def _add(self, branch: Branch, make: Any, *args: Any, **options: Any) -> None:
        if self._left <= 0:
            self.passed_over += 1
            return
        self._left -= 1
        branch.under.append(make(*args, **options))

    def _attribute(self, branch: Branch, thing: Any, name: str, path: str, depth: int) -> None:
        """Add a tensor or module that is only an attribute, alone or in a plain container."""
        if id(thing) in self._registered:
            return
        if is_a(thing, torch.Tensor):
            self._add(branch, self._tensor, thing, name, path, depth, role="attribute")
        elif is_a(thing, torch.nn.Module):
            self._add(branch, self.module, thing, name, path, depth, registered=False)
        elif type(thing) in (list, tuple, dict, set):
            self._container(branch, thing, name, path, depth)

    def _container(self, branch: Branch, thing: Any, name: str, path: str, depth: int) -> None:
        pairs = list(thing.items() if type(thing) is dict else enumerate(thing))[:MOST_ITEMS]
        held = Branch(ModuleRow(depth, name, class_name(thing), registered=False))
        for key, item in pairs:
            if type(key) in (int, str) and not is_a(item, list | tuple | dict):  # type: ignore[arg-type]
                self._attribute(held, item, named(str(key)), f"{path}[{key!r}]", depth + 1)
        if held.under:
            branch.under.append(held)

    def _tensor(self, tensor: Any, key: str, path: str, depth: int, *, role: str) -> Branch:
        name = named(key)
        if tensor is not None and id(tensor) not in self._registered:
            role = "attribute"
        if tensor is None:
            return Branch(ModuleTensor(depth, name, role, None, state="none"))  # type: ignore[arg-type]
        known = not is_lazy(tensor)
        row = ModuleTensor(
            depth=depth,
            name=name,
            role=role,  # type: ignore[arg-type]
            shape=tuple(tensor.shape) if known else None,
            dtype=str(tensor.dtype).removeprefix("torch."),
            requires_grad=tensor.requires_grad,
            has_grad=tensor.is_leaf and tensor.grad is not None,
            in_state_dict=role != "attribute" and path in self._saved,
            state="" if known else "uninitialized",
            same_as=self._met.get(id(tensor), ""),
            device=str(tensor.device),
        )
        self._met.setdefault(id(tensor), path)
        return Branch(row)


def _module_row(module: Any, name: str, depth: int, registered: bool) -> ModuleRow:
    total, trained = _counts(module)
    attributes = _attributes(module)
    plain = not any(each is not None for each in attributes.get("_parameters", {}).values())
    ours = type(module).__module__.startswith("torch.nn.") and plain
    return ModuleRow(
        depth=depth,
        name=name,
        kind=class_name(module),
        settings=named(module.extra_repr().replace(", inplace=False", "")) if ours else "",
        training=bool(attributes.get("training")),
        parameters=total,
        trained=trained,
        registered=registered,
    )
