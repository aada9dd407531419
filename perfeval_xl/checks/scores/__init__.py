"""Checks of the family S: scores, totals, grade and reasons."""
