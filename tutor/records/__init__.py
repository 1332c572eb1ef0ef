"""Everything that crosses the pipe between the tutor and its child processes.

Frozen dataclasses of numbers, strings, booleans, None, tuples and other records; no tensors, no
colours, no words meant for the learner. `codec` turns each into JSON and back; a class is a
record once `@record("tag")` has named it.
"""

from __future__ import annotations
