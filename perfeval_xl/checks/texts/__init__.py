"""Checks of the family N: narrative texts against the form."""
