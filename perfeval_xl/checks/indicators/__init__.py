"""Checks of the family I: indicators, targets and results."""
