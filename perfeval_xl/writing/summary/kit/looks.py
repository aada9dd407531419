"""How the 汇总表 looks: fonts, colours and number formats, a format of XlsxWriter made once for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from perfeval_xl.result import Severity
from perfeval_xl.writing.colours import COMPUTED_FILL, SEVERITY_FILLS
from perfeval_xl.writing.summary.kit.columns import Look

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

RED, YELLOW, BLUE = (SEVERITY_FILLS[one] for one in Severity)
GREEN = COMPUTED_FILL
GREY, TOTAL_FILL, GROUP_FILL = "F2F2F2", "D9E2EC", "DCE6F1"
REVIEWER_HEAD, REVIEWER_CELL = "FFF2B3", "FFFFE0"
LINE, DARK_LINE = "#A6A6A6", "#000000"
FONT, SIZE = "宋体", 10
PEOPLE = "制表：　　　　　　复核：　　　　　　负责人："  # in the footer

COUNT_FORMAT, MONEY_FORMAT, POINTS_FORMAT, RATE_FORMAT = '0;-0;"–"', "#,##0.00", "0.00", "0.00%"
_LINED = {"border": 1, "border_color": LINE, "valign": "vcenter", "text_wrap": True}
_CENTRED = {**_LINED, "align": "center"}
_LEFT = {**_LINED, "align": "left"}
_RIGHT = {**_LINED, "align": "right"}
_LINKED = {"font_color": "#000080", "underline": 1}

OF_LOOK: Mapping[Look, Mapping[str, Any]] = {
    Look.TEXT: _LEFT,
    Look.CENTRED: _CENTRED,
    Look.SERIAL: {**_CENTRED, "num_format": "0"},
    Look.COUNT: {**_CENTRED, "num_format": COUNT_FORMAT},
    Look.MONEY: {**_RIGHT, "num_format": MONEY_FORMAT},
    Look.MONEY_DIFFERENCE: {**_RIGHT, "num_format": "+#,##0.00;[Red]-#,##0.00;0.00"},
    Look.RATE: {**_RIGHT, "num_format": RATE_FORMAT},
    Look.POINTS: {**_CENTRED, "num_format": POINTS_FORMAT},
    Look.DIFFERENCE: {**_CENTRED, "num_format": "+0.00;[Red]-0.00;0.00"},
    Look.OPEN: {**_CENTRED, "num_format": '0.00;-0.00;"–"'},
    Look.DATE: {**_CENTRED, "num_format": "yyyy-mm-dd"},
    Look.LINK: {**_CENTRED, **_LINKED},
    Look.LINKED_TEXT: {**_LEFT, **_LINKED},
}
MEAN_FORMAT = '"均 "0.00'
TITLE = {"bold": True, "font_size": 16, "valign": "vcenter"}
ABOUT = {"font_size": 9, "font_color": "#595959", "valign": "vcenter"}
WARNING = {**ABOUT, "font_color": "#C00000"}
PROOF = {"bold": True, "valign": "vcenter"}
TOTAL = {"bold": True, "align": "center", "valign": "vcenter", "bg_color": f"#{TOTAL_FILL}", "top": 1, "bottom": 1}
HEAD = {**_CENTRED, "bold": True, "bg_color": f"#{GREY}"}
GROUP = {**_CENTRED, "bold": True, "text_wrap": False, "bg_color": f"#{GROUP_FILL}"}
NEW_LINE = {  # all four sides: LibreOffice replaces them all
    **{"left": 1, "right": 1, "bottom": 1, "top": 1},
    **{"left_color": LINE, "right_color": LINE, "bottom_color": LINE, "top_color": DARK_LINE},
}


@dataclass(slots=True)
class Looks:
    """The formats of one workbook, made once each."""

    book: Workbook
    _made: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict[Any, Any])

    def of(self, style: Mapping[str, Any], **changes: Any) -> Format:
        """The format of a style, with changes."""
        wanted = {"font_name": FONT, "font_size": SIZE, **style, **changes}
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self.book.add_format(wanted)
        return self._made[key]

    def conditional(self, **style: Any) -> Format:
        """A format that says only what a condition changes."""
        key = ("conditional", ""), *sorted(style.items())
        if key not in self._made:
            self._made[key] = self.book.add_format(style)
        return self._made[key]


def fill(colour: str | None) -> dict[str, str]:
    """The change that gives a cell this ground."""
    return {} if colour is None else {"bg_color": f"#{colour}"}
