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
    "padding",
    "loading",
    "tensor",
    "broadcast",
    "memory",
    "modules",
    "variables",
)
TIMED = ("loading",)
"""Kinds whose records hold times, which differ from run to run."""

for _kind in KINDS:
    importlib.import_module(f"tutor.records.views.{_kind}")
