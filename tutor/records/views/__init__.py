"""Records that probes make and views draw: one module per kind of picture.

OPTIONS names every kind a lesson may ask for under `show:`, and what each may be told beside its
expression. Importing this package registers all of their records with the codec.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping

OPTIONS: Mapping[str, tuple[str, ...]] = {
    "graph": (),
    "series": (),
    "timeline": (),
    "shapes": ("inputs", "op", "dim", "to", "names"),
    "batches": ("size", "labels", "order", "workers"),
    "padding": ("lengths", "mask", "value"),
    "loading": (),
    "tensor": ("against",),
    "broadcast": ("result", "into"),
    "memory": (),
    "modules": (),
    "variables": (),
}
"""Kind → its own options; every kind also takes those of ANY."""
ANY = ("title",)
KINDS = tuple(OPTIONS)
TIMED = ("loading",)
"""Kinds whose records hold times, which differ from run to run."""

for _kind in KINDS:
    importlib.import_module(f"tutor.records.views.{_kind}")
