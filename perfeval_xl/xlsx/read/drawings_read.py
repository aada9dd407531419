"""What is drawn on a sheet: pictures, charts, shapes, each with the cell where it begins.

ECMA-376 part 1, 20.5: wsDr, its anchors (20.5.2.33 twoCellAnchor, 20.5.2.24 oneCellAnchor), from with col and row from
0; pic, graphicFrame (charts), sp, grpSp, cxnSp. Boxes of comments are VML and stand elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from perfeval_xl.xlsx.names import LAST_COLUMN, LAST_ROW, ref
from perfeval_xl.xlsx.package import Package, SheetRef
from perfeval_xl.xlsx.xml import Element, local_name, parse, whole_number


class DrawnKind(Enum):
    """What it is."""

    PICTURE = "pic"
    CHART = "graphicFrame"
    SHAPE = "sp"


_KINDS = {"pic": DrawnKind.PICTURE, "graphicFrame": DrawnKind.CHART}
_SHAPES = {"sp", "grpSp", "cxnSp", "contentPart"}
_ANCHORS = {"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """One of them; `cell` is A1 for one that is anchored to no cell."""

    kind: DrawnKind
    cell: str


def drawn_on(package: Package, sheet: SheetRef) -> list[Drawn]:
    """All of them, in the order of the part; empty where there are none. Refused for a broken part."""
    part = package.related(sheet.part, "drawing") if sheet.part else None
    if part is None:
        return []
    anchors = (one for one in parse(package.part(part), part).iter() if local_name(one) in _ANCHORS)
    return [found for one in anchors if (found := _drawn(one)) is not None]


def _drawn(anchor: Element) -> Drawn | None:
    names = [local_name(one) for one in anchor.iter()]
    kind = next((_KINDS.get(name, DrawnKind.SHAPE) for name in names if name in _KINDS or name in _SHAPES), None)
    return None if kind is None else Drawn(kind, _begins(anchor))


def _begins(anchor: Element) -> str:
    for one in anchor.iter():
        if local_name(one) == "from":
            texts = {local_name(part): (part.text or "").strip() for part in one}
            row = whole_number(texts.get("row"), LAST_ROW - 1)
            column = whole_number(texts.get("col"), LAST_COLUMN - 1)
            if row is not None and column is not None:
                return ref(row + 1, column + 1)
    return "A1"
