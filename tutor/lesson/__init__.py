"""Courses and lessons: files of pure data, read strictly and never executed."""
