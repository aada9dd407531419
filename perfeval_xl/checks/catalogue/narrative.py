"""Findings of the family narrative texts (N)."""
