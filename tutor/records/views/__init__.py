"""Records that probes make and views draw: one module per kind of picture.

KINDS names every kind a lesson may ask for under `show:`. Importing this package registers all
of their records with the codec.
"""

from __future__ import annotations

KINDS = ("graph", "series", "timeline", "shapes", "batches", "tensor")
