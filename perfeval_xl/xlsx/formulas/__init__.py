"""Formulas: one tokeniser, moving them to another cell, the cells they refer to, and what they come to."""
