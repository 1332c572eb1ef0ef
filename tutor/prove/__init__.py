"""Proving lessons: whatever a lesson claims is run on the torch that is installed.

sources       what is to be proved, and where each part of it stands in its file
experiments   every program runs, twice alike, on several seeds, and every view is drawn
questions     every key, accept, reject and misconception, on every variant
texts         hints that give the answer away, raw LaTeX, scalars other readers would change
report        the values of all keys, to compare two versions of torch
"""

from __future__ import annotations

from tutor.prove.findings import Counts, KeyValue, Proof
from tutor.prove.proof import prove

__all__ = ["Counts", "KeyValue", "Proof", "prove"]
