"""Inputs nobody would write, by the million: `python -m tests.fuzz --minutes N`.

A surface makes one input from a `random.Random` and checks it; what it raises is a failure. The
ordinary tests run a few hundred inputs of each, with Hypothesis at the dice.
"""
