"""The command line: the composition root that names every concrete part.

Importing this package loads neither torch nor Textual; each command imports what it needs when it
runs, so that `tutor list` answers before a shell prompt would be missed.
"""

from __future__ import annotations

from tutor.cli.entry import main

__all__ = ["main"]
