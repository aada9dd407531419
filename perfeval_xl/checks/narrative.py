"""Checks of the family narrative."""
