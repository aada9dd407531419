"""Checks of the family money."""
