"""What a scored copy of ours is known by before `record` looks inside: a sheet's name, the author of its comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfeval_xl.xlsx.package import Package, SheetRef

RECORD_NAME = "评分记录"
AUTHOR = "绩效核对"  # of every comment of ours: how they are found again


def record_sheets(package: Package) -> list[SheetRef]:
    """The sheets that may hold our record. A second one of the name has a number behind it."""
    return [sheet for sheet in package.sheets if sheet.name.startswith(RECORD_NAME)]
