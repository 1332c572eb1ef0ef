"""The rows of a module tree as branches, and branches that are alike folded into one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TypeAlias

from tutor.probes.folding import folded
from tutor.records.views.modules import ModuleRow, ModuleTensor

Row: TypeAlias = ModuleRow | ModuleTensor


@dataclass(slots=True)
class Branch:
    """A row and what stands under it."""

    row: Row
    under: list[Branch] = field(default_factory=list)


def rows_of(branch: Branch) -> list[Row]:
    """Return the rows of a branch from its top down."""
    rows: list[Row] = []
    waiting = [branch]
    while waiting:
        each = waiting.pop()
        rows.append(each.row)
        waiting += reversed(each.under)
    return rows


def folded_branch(branch: Branch) -> Branch:
    """Return the branch with runs of siblings that differ in nothing but their names as one."""
    modules = [each for each in branch.under if isinstance(each.row, ModuleRow)]
    others = [each for each in branch.under if not isinstance(each.row, ModuleRow)]
    kept: list[Branch] = []
    for start, period, times in folded([_signature(each) for each in modules]):
        for place in range(start, start + period):
            row = modules[place].row
            if times > 1 and isinstance(row, ModuleRow):
                last = modules[place + period * (times - 1)].row.name
                row = replace(row, times=times, last=last)
            kept.append(Branch(row, folded_branch(modules[place]).under))
    return Branch(branch.row, others + kept)


def _signature(branch: Branch) -> object:
    """Return what two branches that look alike have in common: all but the name of the top."""
    return replace(branch.row, name=""), tuple(
        (each.row.name, _signature(each)) for each in branch.under
    )
