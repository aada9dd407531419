"""What people put into a workbook of ours that a new one does not have: it stays in the one kept, and is told."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, field

from perfeval_xl.addresses import told
from perfeval_xl.footprint import Footprint, Place
from perfeval_xl.units import first_of
from perfeval_xl.xlsx.names import ref
from perfeval_xl.xlsx.package import Package, SheetRef
from perfeval_xl.xlsx.read.drawings_read import DrawnKind
from perfeval_xl.xlsx.read.sheetreader import RawSheet

_DRAWN = {DrawnKind.PICTURE: "图片", DrawnKind.CHART: "图表", DrawnKind.SHAPE: "图形"}
_MOST = 8  # places that a sentence names


@dataclass(slots=True)
class LeftBehind:
    """`sheets`: those that people added; places (项目汇总!C9) of `comments`, of `cells` that they wrote into beside the
    columns kept for them or changed, of what is `drawn`: 总览!B30 图片."""

    sheets: list[str] = field(default_factory=list[str])
    comments: list[str] = field(default_factory=list[str])
    cells: list[str] = field(default_factory=list[str])
    drawn: list[str] = field(default_factory=list[str])

    def __bool__(self) -> bool:
        return bool(self.sheets or self.comments or self.cells or self.drawn)

    def look_at(
        self, package: Package, sheet: SheetRef, raw: RawSheet, footprint: Footprint, known: Set[Place] = frozenset()
    ) -> None:
        """Adds what of a sheet we did not write. `known`: cells that are taken over, or told otherwise."""
        self.cells += (told(sheet.name, ref(*place)) for place in footprint.beyond(sheet.name, raw, known))
        found = footprint.drawn(package, sheet)
        self.drawn += (f"{told(sheet.name, one.cell)} {_DRAWN[one.kind]}" for one in found)

    def sentences(self, kept: str) -> Iterator[str]:
        """What a user is told. `kept`: the name of the workbook that it stays in."""
        for name in self.sheets:
            yield f"您自己加的工作表“{name}”留在 {kept} 里，没有带过来。"
        parts = {"改动或另写的单元格": self.cells, "加的批注": self.comments, "放的图": self.drawn}
        for what, places in parts.items():
            if places:
                yield f"您{what}（{first_of(places, _MOST)}）留在 {kept} 里，没有带过来。"
