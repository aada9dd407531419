"""Checks of the family indicators."""
