"""Checks: what the form says against itself, the rule-set and good practice."""
