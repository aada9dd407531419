"""Changing the parts of a package by splicing bytes."""
