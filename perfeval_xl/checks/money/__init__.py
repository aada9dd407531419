"""Checks of the family B: budget, executed amount and rate."""
