"""Checks of the family W: the points that the rows can give."""
