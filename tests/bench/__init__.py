"""Measurements, as ratios of two things measured in one run: `python -m tests.bench`."""
