"""Records that probes make and views draw: one module per kind of picture.

KINDS names every kind a lesson may ask for under `show:`. Importing this package registers all
of their records with the codec.
"""

from __future__ import annotations

import importlib

KINDS = (
    "graph",
    "series",
    "timeline",
    "shapes",
    "batches",
    "tensor",
    "broadcast",
    "memory",
    "modules",
    "variables",
)

for _kind in KINDS:
    importlib.import_module(f"tutor.records.views.{_kind}")
