"""The methods that register hooks on grad_fn nodes, replaced on types that take no assignment.

The types are built in; their dictionaries can be written to all the same, as long as each type is
told. The process is one run's own, and nothing of it outlives the run.
"""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Callable
from typing import Any, TypeAlias

import torch

_NODES = (("register_hook", "grad_fn"), ("register_prehook", "grad_fn_pre"))
"""Method, and the phase of the hooks it registers."""
Replacing: TypeAlias = Callable[[Callable[..., Any], str], Callable[..., Any]]


def replace_on_nodes(replacing: Replacing) -> None:
    """Replace both methods on every type of node by what `replacing(original, phase)` returns."""
    built_in = torch._C  # noqa: SLF001 (there is no public list of node types)
    types = [*vars(built_in._functions).values(), built_in._FunctionBase]  # noqa: SLF001
    for name, phase in _NODES:
        originals: dict[type, Any] = {}
        replacement = replacing(_original(originals, name), phase)
        for cls in (each for each in types if isinstance(each, type)):
            attributes = gc.get_referents(cls.__dict__)[0]
            if name in attributes:
                originals[cls] = attributes[name]
                attributes[name] = replacement
                ctypes.pythonapi.PyType_Modified(ctypes.py_object(cls))


def _original(originals: dict[type, Any], name: str) -> Callable[..., Any]:
    """Return the method `name` of nodes as it was, for a node of any type."""

    def register(node: Any, *args: Any, **options: Any) -> Any:
        cls = next(each for each in type(node).__mro__ if each in originals)
        return originals[cls](node, *args, **options)

    register.__name__ = register.__qualname__ = name
    return register
