"""Findings of the family scores."""
