"""Rules about what a run is shut out of: files, the network, other processes, too much disk.

They are in force at every level of isolation but the lowest, where Python's own message is meant.
"""

from __future__ import annotations

from tutor.coach.rule import Rule

RULES = (
    Rule("no_network", ("URLError", "gaierror", "DistNetworkError", "ConnectionError"), r"name resolution|urlopen error \[Errno 13\]|failed to (?:bind|listen|connect)"),
    Rule("no_network", ("PermissionError",), r"^\[Errno 13\] Permission denied$"),
    Rule("foreign_file", ("PermissionError", "OSError"), r"^\[Errno (?:1|13|30)\] [\w -]{1,40}: '(?P<file>[^']{1,200})'"),
    Rule("foreign_process", ("PermissionError",), r"^\[Errno 1\] Operation not permitted$"),
    Rule("hidden_file", ("FileNotFoundError",), r"No such file or directory: '(?P<file>/(?!tmp/tutor-)[^']{1,200})'"),
    Rule("folder_full", ("OSError",), r"^\[Errno 28\]"),
    Rule("file_too_large", ("OSError",), r"^\[Errno 27\]"),
)  # fmt: skip
