"""Grading: a question is posed to one learner, run on their torch, and their answer judged.

    pose      a question and a seed → what this learner is asked (Posed), and the jobs to run
    keys      the jobs, run → the key and what each misconception would answer (Keys)
    judge     a reading and the keys → Verdict
"""

from __future__ import annotations

from tutor.grade.judge import Verdict, judge
from tutor.grade.keys import Keys, find_keys
from tutor.grade.pose import Posed, pose

__all__ = ["Keys", "Posed", "Verdict", "find_keys", "judge", "pose"]
