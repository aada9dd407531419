"""Checks of the family approved."""
