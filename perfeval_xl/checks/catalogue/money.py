"""Findings of the family money."""
