"""Checks of filled 复核底稿: the review is held against itself, the unit's figures, its own standard and the draw."""
