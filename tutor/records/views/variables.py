"""The variables a program has bound when its run is over."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.records.codec import record
from tutor.records.values import Value

BYTES = 48 * 2**10
"""Bytes of variables that cross the pipe, the first ones bound."""
MOST_ELEMENTS = 12
"""Elements of a tensor whose values are sent; of a larger one only what they come to."""


@record("variable")
@dataclass(frozen=True, slots=True)
class Variable:
    """One name and what it stands for."""

    name: str
    kind: str
    """Class name: "Tensor", "Parameter", "list"; "" where the name is not bound."""
    value: Value | None
    """None where the name is not bound; tensors of more than MOST_ELEMENTS have no elements."""
    least: float | None = None
    """For a tensor without its elements: the least and the greatest finite one."""
    most: float | None = None
    not_finite: int = 0
    grad: Value | None = None
    """`.grad` of a leaf that requires grad, or of a tensor that retains it; None where there is
    none."""
    keeps_grad: bool = False
    """Whether backward fills `.grad` in."""
    parameters: int | None = None
    """For a module: the elements of its parameters."""
    memory: int = 0
    """The same number for those that share memory; 0 for one that shares it with no other."""
    same_as: str = ""
    """An earlier name of the very same object."""


@record("variables")
@dataclass(frozen=True, slots=True)
class VariablesRecord:
    """Variables in the order in which they were first bound."""

    variables: tuple[Variable, ...]
    left_out: int = 0
