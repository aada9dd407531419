"""Findings of the family weights."""
