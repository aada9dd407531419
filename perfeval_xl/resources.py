"""Folders that are shipped beside the code: in the installed package, or at the top of a checkout."""

from __future__ import annotations

from pathlib import Path


def folder(name: str) -> Path:
    """The folder `name` (`samples`, `workbook_templates`), wherever this copy of the program keeps it."""
    package = Path(__file__).parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name
