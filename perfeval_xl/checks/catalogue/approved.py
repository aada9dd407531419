"""Findings of the family approved."""
