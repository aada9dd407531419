"""Findings of the family indicators and targets (I)."""
