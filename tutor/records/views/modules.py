"""A module and all it holds, row by row from the root down, as `named_modules` would walk it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tutor.records.codec import record

BYTES = 48 * 2**10
"""Bytes of rows that cross the pipe, the first ones of the walk."""
MOST_UNFOLDED = 40
"""Rows up to which siblings that are alike each get rows of their own."""


@record("module-row")
@dataclass(frozen=True, slots=True)
class ModuleRow:
    """A module, or a plain container whose modules and tensors PyTorch does not see."""

    depth: int
    name: str
    """Name in its parent; of the root, the expression it was found by."""
    kind: str
    """Class name."""
    settings: str = ""
    """What a module without parameters was made with: "p=0.5"."""
    training: bool | None = None
    """Its train/eval flag; None for a plain container."""
    parameters: int = 0
    """Elements of the parameters in it and below it, each parameter once."""
    trained: int = 0
    """Those of them that require grad."""
    registered: bool = True
    """Whether `modules()` of the root finds it."""
    same_as: str = ""
    """Path under which the same object stands further up; its rows are not repeated."""
    times: int = 1
    """How many siblings in a row are alike; only the first has rows of its own."""
    last: str = ""
    """Name of the last of those siblings."""


@record("module-tensor")
@dataclass(frozen=True, slots=True)
class ModuleTensor:
    """A parameter, a buffer, or a tensor that is only an attribute."""

    depth: int
    name: str
    role: Literal["parameter", "buffer", "attribute"]
    shape: tuple[int, ...] | None
    """None where the name holds None or the shape is not known yet."""
    dtype: str = ""
    requires_grad: bool = False
    has_grad: bool = False
    in_state_dict: bool = False
    state: Literal["", "none", "uninitialized"] = ""
    same_as: str = ""
    """Path under which the same tensor stands further up."""
    device: str = "cpu"


@record("modules")
@dataclass(frozen=True, slots=True)
class ModulesRecord:
    """The tree of one module, or why there is none."""

    of: str
    rows: tuple[ModuleRow | ModuleTensor, ...]
    """The root first."""
    left_out: int = 0
    parameters: int = 0
    """Elements of all parameters, each parameter once; those without a shape do not count."""
    trained: int = 0
    entries: int = 0
    """Entries of its state_dict."""
    reason: str = ""
    """Why there are no rows: "not-a-module" or "no-init"."""
