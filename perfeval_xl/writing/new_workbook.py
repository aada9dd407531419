"""A new workbook of ours, by XlsxWriter: no text that is written becomes a formula, a link or a number."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter import Workbook


def new_workbook(out: BytesIO, font_size: int) -> Workbook:
    """An empty one; its cells are in 宋体 of so many points."""
    from xlsxwriter import Workbook

    return Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": "宋体", "font_size": font_size},
        },
    )
