"""Values: what an expression of a program came to, as plain data that can be compared and drawn.

Every field is a copy: a Value made while a program runs does not change when the program goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from tutor.records.codec import record

MOST_ELEMENTS = 4096
"""Elements of one tensor that cross the pipe; of a larger one the first so many, and a digest."""


@record("plain")
@dataclass(frozen=True, slots=True)
class Plain:
    """A Python number, string, bool or None."""

    value: bool | int | float | str | None


@record("tensor")
@dataclass(frozen=True, slots=True)
class TensorValue:
    """A tensor (or Parameter): its metadata and, row by row, its elements."""

    shape: tuple[int, ...]
    dtype: str
    """PyTorch's spelling without the module: "float32"."""
    values: tuple[bool | int | float | str, ...]
    """Elements in row-major order, at most MOST_ELEMENTS; complex ones as text, "1+2j"."""
    digest: str = ""
    """BLAKE2 of all bytes, set only where `values` had to be cut."""
    device: str = "cpu"
    requires_grad: bool = False
    is_leaf: bool = True
    grad_fn: str | None = None
    """Name of the node's class: "MulBackward0"."""
    is_parameter: bool = False


@record("sequence")
@dataclass(frozen=True, slots=True)
class SequenceValue:
    """A list, tuple, set or torch.Size, in order."""

    kind: str
    """Class name: "list", "tuple", "Size", "set"."""
    items: tuple[Value, ...]
    length: int
    """True length; `items` holds at most the first MOST_ELEMENTS."""


@record("mapping")
@dataclass(frozen=True, slots=True)
class MappingValue:
    """A dict or OrderedDict, in order."""

    kind: str
    items: tuple[tuple[Value, Value], ...]
    length: int


@record("named")
@dataclass(frozen=True, slots=True)
class NamedValue:
    """Something that is what its name says: a dtype, a device, a class, a function."""

    kind: str
    """"dtype", "device", "class", "function" or "node" (a grad_fn)."""
    name: str
    """PyTorch's spelling: "torch.float32", "cpu", "RuntimeError", "MulBackward0"."""


@record("object")
@dataclass(frozen=True, slots=True)
class ObjectValue:
    """Any other object, by its type and what `repr` says (cut to 2 000 characters)."""

    kind: str
    text: str


Value: TypeAlias = Plain | TensorValue | SequenceValue | MappingValue | NamedValue | ObjectValue
