"""What a node saved for backward: names and shapes, read without waking a hook of the program.

https://docs.pytorch.org/docs/stable/notes/autograd.html#saved-tensors
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, TypeAlias

import torch

from tutor.probes.short import cut, shape_of

State: TypeAlias = Literal["", "freed", "changed"]

MOST_SAVED = 4
_RAW = "_raw_saved_"


def saved_by(node: Any) -> tuple[tuple[str, ...], State]:
    """Return the shapes of the tensors a node has saved, and what became of them since.

    Tensors that `saved_tensors_hooks` packed are named without a shape: unpacking them would call
    the program's own hook.
    """
    found: list[str] = []
    for name in _names(node.__class__):
        try:
            texts = _texts(node, name)
        except RuntimeError as error:
            # Reading what is freed, or was changed in place, raises as backward itself would.
            return (), "changed" if "inplace" in str(error) else "freed"
        found += texts[: MOST_SAVED - len(found)]
    return tuple(found), ""


@cache
def _names(cls: Any) -> tuple[str, ...]:
    return tuple(name.removeprefix(_RAW) for name in dir(cls) if name.startswith(_RAW))


def _texts(node: Any, name: str) -> list[str]:
    raw = getattr(node, _RAW + name)
    packed = raw if isinstance(raw, tuple | list) else (raw,)
    if any(getattr(each, "unpack_hook", None) is not None for each in packed):
        return [cut(name)]
    is_own = name == "tensors" and hasattr(node, "saved_tensors")
    value = node.saved_tensors if is_own else getattr(node, f"_saved_{name}")
    tensors = value if isinstance(value, tuple | list) else (value,)
    return [
        f"{cut(name)} {shape_of(each)}" if not is_own else shape_of(each)
        for each in tensors
        if isinstance(each, torch.Tensor)
    ]
