"""Checks of the family scores."""
